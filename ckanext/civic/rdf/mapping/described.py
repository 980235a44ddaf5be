"""A dataset as the field groups see it: its values, its IRIs and the portal that speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ckanext.civic.core.nquads import path_segment

from ..graphs.names import GraphNames, graph_names
from .facts import NO_FACTS, Facts
from .site import Site


class Described:
    """One dataset (as ``package_show`` gives it to an anonymous visitor) and its IRIs.

    A copy keeps the IRIs of the portal where it was born: ``{origin}/dataset/{id}`` and
    ``…/resource/{id}`` below it. IRIs are plain text here, without angle brackets.
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
    def iri(self) -> str:
        return f"{self.names.origin}/dataset/{path_segment(self.id)}"

    @cached_property
    def node(self) -> str:
        return f"<{self.iri}>"

    def part(self, name: str) -> str:
        """Return the term of a part of the description, such as ``#contact``."""
        return f"<{self.iri}#{name}>"

    def value(self, *names: str) -> Any:
        """Return the first value that is there, as a field of the dataset or as an extra."""
        for name in names:
            for source in (self.dataset, self._extras):
                value = source.get(name)
                if value not in (None, "", [], {}):
                    return value
        return None

    def resources(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield each resource with its IRI as a term, in the dataset's order."""
        for resource in self.dataset.get("resources") or ():
            yield self.resource_node(str(resource.get("id", ""))), resource

    def resource_node(self, resource_id: str) -> str:
        """Return the IRI of a resource of this dataset as a term."""
        return f"<{self.iri}/resource/{path_segment(resource_id)}>"

    @cached_property
    def _extras(self) -> dict[str, Any]:
        return {
            extra["key"]: extra["value"]
            for extra in self.dataset.get("extras") or ()
            if isinstance(extra.get("key"), str)
        }
