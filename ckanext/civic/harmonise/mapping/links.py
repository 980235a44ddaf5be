"""Addresses of the things that several councils share, such as suppliers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..models import Field, Model
from .batch import MappedBatch
from .memory import Remembered
from .organisation_names import organisation_slug


class LinkResolver:
    """Give ``{vocabulary_base}/id/{path}/{slug}`` for the linked fields of a model."""

    def __init__(self, model: Model, vocabulary_base: str) -> None:
        self.fields: list[Field] = [one for one in model.fields.values() if one.link]
        self._base = vocabulary_base
        self._addresses = {
            one.link.path: Remembered(self._maker(one.link.path)) for one in self.fields if one.link
        }

    def address(self, field: Field, values: Mapping[str, str]) -> str | None:
        """Return the shared address that a record's field names, or None.

        A record whose ``unless`` field is true has none: a redacted name must not be joinable.
        """
        link, name = field.link, values.get(field.name)
        if link is None or not name or (link.unless and values.get(link.unless) != "false"):
            return None
        return self._addresses[link.path][name] or None

    def addresses(self, field: Field, batch: MappedBatch) -> list[str]:
        """Return the shared address that each record's field names; empty where there is none."""
        link = field.link
        assert link
        found = list(map(self._addresses[link.path].__getitem__, batch.column(field.name)))
        if not link.unless:
            return found
        free = batch.column(link.unless)
        return [one if flag == "false" else "" for one, flag in zip(found, free, strict=True)]

    def _maker(self, path: str) -> Callable[[str], str | None]:
        def make(name: str) -> str | None:
            readable = organisation_slug(name)
            return f"{self._base}/id/{path}/{readable}" if readable else None

        return make
