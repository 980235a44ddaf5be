"""The questions that nobody could ask across councils before, answered by SPARQL at the hub.

Each question is one file ``questions/*.rq``; its first line, a comment, is the question in words.
``{vocabulary}`` stands for the base of the shared vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .api import PortalApi

FOLDER = Path(__file__).with_name("questions")


@dataclass(frozen=True)
class Answer:
    """A question in words, and its rows as the store answered them."""

    question: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def ask_all(hub: PortalApi) -> list[Answer]:
    """Ask every question at the hub, in the order of the files' names."""
    return [ask(hub, path) for path in sorted(FOLDER.glob("*.rq"))]


def ask(hub: PortalApi, path: Path) -> Answer:
    """Ask the question in ``path``."""
    text = path.read_text(encoding="utf-8")
    question = text.splitlines()[0].lstrip("# ").strip()
    rows = hub.sparql(text.replace("{vocabulary}", hub.url))
    return Answer(question, tuple(rows[0]) if rows else (), tuple(rows))
