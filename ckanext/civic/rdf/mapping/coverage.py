"""Where and when the dataset is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from ckanext.civic.core.nquads import literal

from .described import Described
from .terms import DCAT, DCT, RDFS, Triple, checked_iri, known, moment, text_value, typed

_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:spatial`` from the extras spatial (GeoJSON, EPSG:4326), spatial_uri and
    spatial_text, and ``dct:temporal`` from temporal_start and temporal_end (ISO 8601)."""
    yield from _spatial(described)
    yield from _temporal(described)


def _spatial(described: Described) -> Iterator[Triple]:
    box = bounding_box(described.value("spatial"))
    label = text_value(described.value("spatial_text", "spatial_coverage"))
    place = checked_iri(described.value("spatial_uri"))
    if place:  # shared with other datasets: nothing is said of it
        yield described.node, DCT.spatial, place
        yield from typed(place, DCT.Location)
    if box or label:
        node = described.part("place")
        yield described.node, DCT.spatial, node
        yield from typed(node, DCT.Location)
        yield from known(node, (DCAT.bbox, box), (RDFS.label, label))


def _temporal(described: Described) -> Iterator[Triple]:
    start = moment(described.value("temporal_start"))
    end = moment(described.value("temporal_end"))
    if start or end:
        node = described.part("period")
        yield described.node, DCT.temporal, node
        yield from typed(node, DCT.PeriodOfTime)
        yield from known(node, (DCAT.startDate, start), (DCAT.endDate, end))


def bounding_box(value: Any) -> str | None:
    """Return the WKT box around a GeoJSON geometry (text or dict; longitude, latitude), or None.

    Source: DCAT 3, 6.9 dct:spatial; GeoJSON RFC 7946.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    if not isinstance(value, dict):
        return None
    points = list(_points(value.get("coordinates")))
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    text = ", ".join(f"{x!r} {y!r}" for x, y in ring)
    return literal(f"POLYGON(({text}))", datatype=_WKT)


def _points(value: Any, depth: int = 0) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or depth > 5:
        return
    if len(value) >= 2 and all(type(number) in (int, float) for number in value[:2]):
        x, y = float(value[0]), float(value[1])
        if isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90:
            yield x, y
        return
    for item in value:
        yield from _points(item, depth + 1)
