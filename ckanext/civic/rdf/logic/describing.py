"""Describe one dataset as an anonymous visitor sees it at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ckanext.civic.core import nquads

from .. import config
from ..errors import GraphRefused
from ..mapping import dataset_quads
from ..mapping.described import Described
from .anonymous import visible_dataset
from .facts import Organizations, facts_of


@dataclass(frozen=True)
class Seen:
    """What a stranger sees: nothing, or ``dataset`` with its description.

    ``content`` is sorted N-Quads in UTF-8; ``refusal`` says why a visible dataset has none.
    """

    dataset: dict[str, Any] | None = None
    iri: str = ""
    content: bytes | None = None
    refusal: GraphRefused | None = None


def seen_now(package_id: str) -> Seen:
    """Return what an anonymous visitor sees of a dataset, read from the database."""
    dataset = visible_dataset(package_id)
    return Seen() if dataset is None else seen(dataset)


def seen(dataset: dict[str, Any], organizations: Organizations | None = None) -> Seen:
    """Return a visible dataset (as ``package_show`` gives it) with its description.

    ``organizations``: see `facts_of`.
    """
    site = config.site()
    try:
        quads = dataset_quads(dataset, site, facts_of(dataset, organizations))
        iri = Described(dataset, site).iri
    except GraphRefused as error:
        return Seen(dataset, refusal=error)
    return Seen(dataset, iri, "".join(nquads.lines(quads)).encode("utf-8"))
