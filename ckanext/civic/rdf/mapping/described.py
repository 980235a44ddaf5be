"""A dataset as the field groups see it: its values, its IRIs and the portal that speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from ..graphs.names import GraphNames, graph_names, readable
from .dates import day, moment
from .facts import NO_FACTS, Facts
from .site import Site
from .terms import checked_iri, language_tag, segment
from .values import is_empty, listed, records, texts

Resource = Mapping[str, Any]
_T = TypeVar("_T")
_EMPTY: tuple[Any, ...] = ("", [], {})


class Described:
    """One dataset (as ``package_show`` gives it to an anonymous visitor) and its IRIs.

    Whatever the types in it are: what is not of its form is left out. A copy keeps the IRIs of
    the portal where it was born: ``{origin}/dataset/{id}`` and ``…/resource/{id}`` below it. IRIs
    are plain text here, without angle brackets; a *node* is one with them.
    """

    def __init__(
        self,
        dataset: Mapping[str, Any],
        site: Site,
        facts: Facts = NO_FACTS,
        profile: str = "civic_dcat_ap",
    ) -> None:
        self.dataset = dataset
        self.site = site
        self.facts = facts
        self.profile = profile
        self.is_uk = profile == "civic_uk"
        # makes the term of a date: the UK model knows days only
        self.when: Callable[[object], str | None] = day if self.is_uk else moment
        self._worked_out: dict[str, Any] = {}

    @cached_property
    def names(self) -> GraphNames:
        """Return the graph names; raises GraphRefused for a copy that claims a foreign graph."""
        return graph_names(self.dataset, self.site)

    @cached_property
    def is_copy(self) -> bool:
        return self.names.origin != self.site.url

    @cached_property
    def id(self) -> str:
        return self.names.origin_id

    @cached_property
    def name(self) -> str:
        """The dataset's name on this portal."""
        return readable(self.dataset.get("name")) or readable(self.dataset.get("id"))

    @cached_property
    def iri(self) -> str:
        return f"{self.names.origin}/dataset/{segment(self.id)}"

    @cached_property
    def node(self) -> str:
        return f"<{self.iri}>"

    @cached_property
    def page(self) -> str:
        """The node of the dataset's page on the portal where it was born."""
        return f"<{self.names.origin}/dataset/{self.names.rows.rpartition('/')[2]}>"

    def part(self, name: str) -> str:
        """Return the node of a part of the description, such as ``#contact``."""
        return f"<{self.iri}#{name}>"

    def node_or_part(self, uri: object, name: str) -> str:
        """Return the node of a thing with its own IRI; without a valid one, that of a part."""
        return checked_iri(uri) or self.part(name)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The dataset's fields and extras that say something; a field goes before an extra."""
        extras = self.dataset.get("extras")
        fields: dict[str, Any] = {}
        for extra in extras if isinstance(extras, (list, tuple)) else ():
            key = extra.get("key") if isinstance(extra, Mapping) else None
            if isinstance(key, str) and not is_empty(value := extra.get("value")):
                fields[key] = value
        # said for each of dozens of fields, so not by a call of is_empty
        stated = {k: v for k, v in self.dataset.items() if v is not None and v not in _EMPTY}
        fields.update(stated)
        return fields

    def once(self, name: str, make: Callable[[Described], _T]) -> _T:
        """Return what ``make`` says of this dataset, asked at most once under ``name``."""
        if name not in self._worked_out:
            self._worked_out[name] = make(self)
        return self._worked_out[name]

    def value(self, *names: str) -> Any:
        """Return the first value that is there, as a field of the dataset or as an extra."""
        fields = self.fields
        for name in names:
            if name in fields:
                return fields[name]
        return None

    def texts(self, *names: str) -> list[str]:
        """Return the terms of the first of the fields that has text, in all its languages."""
        return self.said(texts(self.fields, *names))

    def said(self, terms: list[str]) -> list[str]:
        """Return the translations that the profile takes: all, or in the UK model one.

        That is the one in the portal's language, else in English, else the first.
        """
        if not self.is_uk or len(terms) < 2:
            return terms
        for tag in (language_tag(self.site.language) or "en", "en"):
            for term in terms:
                if term.endswith((f'"@{tag}', f'"@{tag.partition("-")[0]}')):
                    return [term]
        return terms[:1]

    def listed(self, *names: str) -> list[str]:
        """Return the texts of the first of the fields that is there, a list or a single one."""
        value = self.value(*names)
        return [] if value is None else listed(value)

    def records(self, name: str) -> list[dict[str, Any]]:
        """Return the objects of a field with repeating subfields."""
        value = self.fields.get(name)
        return [] if value is None else records(value)

    def objects(self, name: str) -> list[Mapping[str, Any]]:
        """Return the objects in a list of CKAN's own: tags, groups."""
        items = self.dataset.get(name)
        if not isinstance(items, (list, tuple)):
            return []
        return [item for item in items if isinstance(item, Mapping)]

    @cached_property
    def resources(self) -> list[tuple[str, Resource]]:
        """Each resource with its node, in the dataset's order."""
        items = self.objects("resources")
        return [
            (self.resource_node(readable(item.get("id")) or f"{number}"), item)
            for number, item in enumerate(items, start=1)
        ]

    def resource_node(self, resource_id: str) -> str:
        """Return the node of a resource of this dataset."""
        return f"<{self.iri}/resource/{segment(resource_id)}>"
