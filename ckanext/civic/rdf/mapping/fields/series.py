"""Series of datasets (ckanext-dataset-series): what belongs to one, and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..described import Described
from ..related import named, related
from ..terms import DCAT, DCT, Triple, typed
from ..values import records
from .identity import SERIES, naming


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dcat:inSeries <series>`` with the neighbours, ``dcat:seriesMember`` back.

    Only series that an anonymous visitor sees are named: those of the facts, or those that
    ``series_navigation`` describes.
    """
    if described.dataset.get("type") == SERIES:
        navigation = described.value("series_navigation")
        if isinstance(navigation, Mapping):
            yield from _ends(described, navigation)
        return
    if described.value("in_series", "series_navigation") is None:
        return
    by_id = described.once("related", related)
    for navigation in records(described.value("series_navigation")):
        id = navigation.get("id")
        if isinstance(id, str) and (isinstance(navigation.get("title"), str) or id in by_id):
            series = by_id.get(id) or named(described, navigation)
            yield from _membership(described, series)
            yield from _neighbours(described, navigation)
    for id in described.listed("in_series"):
        if id in by_id:
            yield from _membership(described, by_id[id])


def _membership(described: Described, series: Described) -> Iterator[Triple]:
    if described.is_uk:  # which knows no series
        yield described.node, DCT.relation, series.node
        return
    yield described.node, DCAT.inSeries, series.node
    yield series.node, DCAT.seriesMember, described.node
    yield from typed(series.node, DCAT.DatasetSeries, DCAT.Resource, DCAT.Dataset)
    yield from naming(series)


def _neighbours(described: Described, navigation: Mapping[str, Any]) -> Iterator[Triple]:
    for field, predicate in (("previous", DCAT.prev), ("next", DCAT.next)):
        for record in records(navigation.get(field)):
            if isinstance(record.get("id"), str):
                yield described.node, predicate, named(described, record).node


def _ends(described: Described, navigation: Mapping[str, Any]) -> Iterator[Triple]:
    for field, predicate in (("first", DCAT.first), ("last", DCAT.last)):
        for record in records(navigation.get(field)):
            if isinstance(record.get("id"), str):
                yield described.node, predicate, named(described, record).node
