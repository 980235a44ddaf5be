"""Questions to start from: each ``.rq`` file here is one.

It begins with comments: its title, then ``group:``, ``about:`` and, unless a table is best,
``view:`` (``map`` or ``chart``). ``{vocabulary}`` stands for the base of the shared terms. A new
question is a new file; its name begins with that of its group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent
GROUPS = ("Street lights", "Parking", "Places", "Money", "Planning and people", "The catalogue")
VIEWS = ("table", "map", "chart", "raw")


@dataclass(frozen=True)
class Example:
    """A question in words, what its answer shows, and the query that answers it."""

    title: str
    about: str
    group: str
    view: str
    query: str


@cache
def examples(vocabulary_base: str) -> tuple[Example, ...]:
    """Return the examples by group and file name.

    Raises ValueError for a file without a title, in no known group or with an unknown view.
    """
    found = [_read(path, vocabulary_base) for path in sorted(FOLDER.glob("*.rq"))]
    return tuple(sorted(found, key=lambda example: GROUPS.index(example.group)))


def grouped(vocabulary_base: str) -> list[tuple[str, list[Example]]]:
    """Return the examples of each group, under its name."""
    found = groupby(examples(vocabulary_base), key=lambda example: example.group)
    return [(group, list(members)) for group, members in found]


def title_of(query: str, vocabulary_base: str) -> str | None:
    """Return the title of the example that is just this query; None for any other query."""
    text = query.replace("\r\n", "\n").strip()
    found = (each.title for each in examples(vocabulary_base) if each.query == text)
    return next(found, None)


def rows_example(graph: str) -> str:
    """Return a query for what the things in one rows graph are, and how many there are."""
    return (
        "# What is in this dataset, and how much of it?\n"
        "SELECT ?kind (COUNT(?thing) AS ?things)\n"
        f"WHERE {{ GRAPH <{graph}> {{ ?thing a ?kind }} }}\n"
        "GROUP BY ?kind ORDER BY DESC(?things)\n"
    )


def _read(path: Path, vocabulary_base: str) -> Example:
    head, query = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        (head if line.startswith("#") and not query else query).append(line)
    title, *lines = (line.lstrip("# ").strip() for line in head)
    said = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    view = said.get("view", "table")
    if said["group"] not in GROUPS or view not in VIEWS:
        raise ValueError(f"{path.name} names an unknown group or view")
    text = f"# {title}\n" + "\n".join(query).strip()
    return Example(
        title, said["about"], said["group"], view, text.replace("{vocabulary}", vocabulary_base)
    )
