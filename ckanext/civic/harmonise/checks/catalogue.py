"""The catalogue of checks as data: ``catalogue.yaml`` beside this file, held against its schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import HarmoniseError
from ..yaml_files import read_yaml, validate

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_SCHEMA = Path(__file__).with_name("catalogue.schema.json")


@dataclass(frozen=True)
class Entry:
    """What the catalogue says of one check.

    ``level`` is what it looks at (file, column, row, cross-row, cross-source, graph), ``severity``
    how bad a finding is at worst, ``blocks`` whether that stops the release, ``owner`` whose job
    it is, ``dimension`` the quality dimension of the Government Data Quality Framework. ``params``
    are thresholds; a model's ``checks:`` may set its own. ``not_applicable`` is why there may be
    nothing to look at. Texts are templates of `str.format`.
    """

    id: str
    level: str
    severity: str
    blocks: bool
    owner: str
    dimension: str
    expects: str
    passes: str
    message: Mapping[str, str]
    fix: str
    since: str
    params: Mapping[str, Any] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    not_applicable: str = ""

    def text(self, count: int, total: int | None, values: Mapping[str, Any]) -> str:
        """Return what was found: ``one``, ``many`` or, when ``count`` is ``total``, ``all``.

        Raises KeyError when a template names a value that is not given.
        """
        scope = "all" if "all" in self.message and count == total and count > 1 else "many"
        template = self.message["one" if count == 1 else scope]
        given = {"count": f"{count:,}", "total": "" if total is None else f"{total:,}", **values}
        return " ".join(template.format(**given).split())

    def phrase(self, name: str, **values: Any) -> str:
        """Return a part of a message."""
        return self.phrases[name].format(**values)


@lru_cache
def catalogue() -> Mapping[str, Entry]:
    """Return every check of the catalogue by id, in the order of the file."""
    listed = read_yaml(CATALOGUE, HarmoniseError)
    validate(listed, _SCHEMA, CATALOGUE, HarmoniseError)
    return {one["id"]: _entry(one) for one in listed}


def _entry(one: dict[str, Any]) -> Entry:
    return Entry(**{**one, "values": tuple(one.get("values", ()))})
