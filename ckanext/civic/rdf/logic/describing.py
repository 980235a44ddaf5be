"""Describe one dataset as an anonymous visitor sees it at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.civic.core import nquads

from .. import config
from ..errors import GraphRefused
from ..mapping import Site, dataset_quads
from ..mapping.described import Described
from .anonymous import visible_dataset
from .facts import Organizations, facts_of


@dataclass(frozen=True)
class Seen:
    """What a stranger sees: nothing, or ``dataset`` with its description.

    ``content`` is sorted N-Quads in UTF-8; ``refusal`` says why a visible dataset has none;
    ``related`` are the other datasets that it tells of.
    """

    dataset: dict[str, Any] | None = None
    iri: str = ""
    content: bytes | None = None
    refusal: GraphRefused | None = None
    related: tuple[Mapping[str, Any], ...] = ()


def seen_now(package_id: str) -> Seen:
    """Return what an anonymous visitor sees of a dataset, read from the database."""
    dataset = visible_dataset(package_id)
    return Seen() if dataset is None else seen(dataset)


def seen(
    dataset: dict[str, Any],
    organizations: Organizations | None = None,
    *,
    site: Site | None = None,
) -> Seen:
    """Return a visible dataset (as ``package_show`` gives it) with its description.

    ``organizations``: see `facts_of`; ``site``: this portal, for one who describes many.
    """
    site = site or config.site()
    try:
        facts = facts_of(dataset, organizations, site=site)
        quads = dataset_quads(dataset, site, facts)
        iri = Described(dataset, site).iri
    except GraphRefused as error:
        return Seen(dataset, refusal=error)
    content = "".join(nquads.lines(quads)).encode("utf-8")
    return Seen(dataset, iri, content, related=facts.related)
