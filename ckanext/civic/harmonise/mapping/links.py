"""Addresses of the things that several councils share, such as suppliers."""

from __future__ import annotations

from collections.abc import Mapping

from ..models import Field, Model
from .organisation_names import organisation_slug


class LinkResolver:
    """Give ``{vocabulary_base}/id/{path}/{slug}`` for the linked fields of a model."""

    def __init__(self, model: Model, vocabulary_base: str) -> None:
        self.fields: list[Field] = [one for one in model.fields.values() if one.link]
        self._base = vocabulary_base
        self._known: dict[tuple[str, str], str] = {}

    def address(self, field: Field, values: Mapping[str, str]) -> str | None:
        """Return the shared address that a record's field names, or None.

        A record whose ``unless`` field is true has none: a redacted name must not be joinable.
        """
        link, name = field.link, values.get(field.name)
        if link is None or name is None or (link.unless and values.get(link.unless) != "false"):
            return None
        known = self._known.get((link.path, name))
        if known is None:
            readable = organisation_slug(name)
            known = f"{self._base}/id/{link.path}/{readable}" if readable else ""
            self._known[link.path, name] = known
        return known or None
