"""The whole catalogue, dataset by dataset, in constant memory."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from ckanext.civic.core.nquads import Quad

from ..errors import GraphRefused
from ..mapping import Site, catalog_quads, dataset_quads
from .anonymous import visible_datasets

log = logging.getLogger(__name__)


def catalog_dump(site: Site, *, start: int = 0, limit: int | None = None) -> Iterator[list[Quad]]:
    """Yield the catalogue's description, then each visible dataset's, in the order of their ids.

    ``start`` and ``limit`` cut out a part, in datasets. A dataset whose names are refused is
    left out and logged: it's no part of the store either.
    """
    yield catalog_quads(site)
    for dataset in visible_datasets(start=start, limit=limit):
        try:
            yield dataset_quads(dataset, site)
        except GraphRefused as error:
            log.warning("Left out of the catalogue: %s", error)
