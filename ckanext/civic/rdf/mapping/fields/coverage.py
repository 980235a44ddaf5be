"""Where and when the dataset is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.civic.core.nquads import XSD

from ..dates import duration, lexical, moment
from ..described import Described
from ..geometry import bounding_box, geometry, point
from ..terms import DCAT, DCT, GEO, LOCN, RDFS, Triple, checked_iri, known, typed
from ..values import texts
from .publisher import stated_agent

# Source: ONS, GSS codes: a letter for the country, eight digits
_GSS = re.compile(r"[EWSNKJLM]\d{8}")
_GSS_BASE = "http://statistics.data.gov.uk/id/statistical-geography/"
_RESOLUTION = re.compile(r"\d{1,12}(\.\d{1,12})?")


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:spatial`` and ``dct:temporal``, and how fine they are.

    From ckanext-dcat's fields (spatial_coverage, temporal_coverage with repeating subfields, or
    spatial_uri, spatial_text, spatial …, temporal_start, temporal_end) and ckanext-spatial's
    extra ``spatial`` (GeoJSON, EPSG:4326). A GSS code is its IRI at statistics.data.gov.uk. A
    dataset that says nothing of where is about the area that its council governs.
    """
    places = list(_stated_places(described))
    yield from places or _area(described)
    for number, (start, end) in enumerate(_periods(described), start=1):
        node = described.part("period" if number == 1 else f"period-{number}")
        yield described.node, DCT.temporal, node
        yield from typed(node, DCT.PeriodOfTime)
        yield from known(node, (DCAT.startDate, start), (DCAT.endDate, end))
    yield from resolution(described.node, described.fields)


def _stated_places(described: Described) -> Iterator[Triple]:
    for number, fields in enumerate(_places(described), start=1):
        yield from _place(described, number, fields)


def _area(described: Described) -> Iterator[Triple]:
    """Yield the area of the council, unless another body is named as the publisher."""
    area = place_iri(described.facts.area)
    if area and not stated_agent(described, "publisher"):
        yield described.node, DCT.spatial, area
        yield from typed(area, DCT.Location)


def place_iri(value: object) -> str | None:
    """Return the node of a place that an IRI or a GSS code names, else None."""
    if isinstance(value, str) and _GSS.fullmatch(value.strip()):
        return f"<{_GSS_BASE}{value.strip()}>"
    return checked_iri(value)


def resolution(node: str, fields: Mapping[str, Any]) -> Iterator[Triple]:
    """Yield how fine in metres and in time (ISO 8601 duration) a dataset or file is."""
    metres = _metres(fields.get("spatial_resolution_in_meters"))
    if metres:
        yield node, DCAT.spatialResolutionInMeters, metres
    fine = duration(fields.get("temporal_resolution"))
    if fine:
        yield node, DCAT.temporalResolution, fine


def _metres(value: object) -> str | None:
    """Return an ``xsd:decimal`` term for a number above 0, else None."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = str(value).strip()
    is_number = _RESOLUTION.fullmatch(text) is not None and float(text) > 0
    return f'"{text}"^^<{XSD}decimal>' if is_number else None


def _places(described: Described) -> Iterator[Mapping[str, Any]]:
    yield from described.records("spatial_coverage")
    fields = {
        "uri": described.value("spatial_uri", "spatial_code", "gss_code", "gss"),
        "text": described.value("spatial_text"),
        "geom": described.value("spatial"),
        "bbox": described.value("spatial_bbox"),
        "centroid": described.value("spatial_centroid"),
    }
    coverage = described.value("spatial_coverage")
    if isinstance(coverage, str) and coverage[:1] not in ("[", "{") and not fields["text"]:
        fields["text"] = coverage
    if any(value is not None for value in fields.values()):
        yield fields


def _place(described: Described, number: int, fields: Mapping[str, Any]) -> Iterator[Triple]:
    """Yield the place; nothing is said of one with its own IRI, which others share."""
    own = place_iri(fields.get("uri")) or place_iri(fields.get("geom"))
    labels = texts(fields, "text")
    if not own and labels:
        own = place_iri(labels[0][1:-1])
        labels = [] if own else labels
    if own:
        yield described.node, DCT.spatial, own
        yield from typed(own, DCT.Location)
    shape = geometry(fields.get("geom"))
    box = bounding_box(fields.get("bbox")) or (shape.box if shape else None)
    centre = point(fields.get("centroid")) or (
        shape.wkt if shape and shape.kind == "POINT" else None
    )
    if not (box or centre or labels):
        return
    node = described.part("place" if number == 1 else f"place-{number}")
    yield described.node, DCT.spatial, node
    yield from typed(node, DCT.Location)
    yield from known(node, (DCAT.bbox, box), (DCAT.centroid, centre))
    for label in labels:
        yield node, RDFS.label, label
    if shape and shape.is_shape:
        part = f"{node[:-1]}-geometry>"
        yield node, LOCN.geometry, part
        yield from typed(part, LOCN.Geometry)
        yield part, GEO.asWKT, shape.wkt


def _periods(described: Described) -> Iterator[tuple[str | None, str | None]]:
    """Yield start and end; a period that ends before it starts is none."""
    records = described.records("temporal_coverage") or [
        {"start": described.value("temporal_start"), "end": described.value("temporal_end")}
    ]
    for record in records:
        start, end = moment(record.get("start")), moment(record.get("end"))
        if start and end and lexical(end) < lexical(start)[: len(lexical(end))]:
            continue
        if start or end:
            yield start, end
