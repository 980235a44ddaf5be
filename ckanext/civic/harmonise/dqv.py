"""A report as quality measurements of the Data Quality Vocabulary, quads as text.

Every check is a metric, and so is the share of rows that each quality dimension leaves unharmed.
What a metric is stands in the vocabulary of checks, ``{vocabulary_base}/def/checks``.

    <{dataset}/quality/{time}/{metric}> a dqv:QualityMeasurement ;
        dqv:computedOn <{dataset}> ; dqv:isMeasurementOf <{vocabulary_base}/def/checks/{metric}> ;
        dqv:value "13"^^xsd:integer ; sdmx-attribute:unitMeasure unit:NUM ;
        prov:generatedAtTime "2026-11-22T09:30:00Z"^^xsd:dateTime .

Source: W3C Data on the Web Best Practices: Data Quality Vocabulary, https://www.w3.org/TR/vocab-dqv/,
section 4 (measurements, metrics, dimensions); Government Data Quality Framework (2020), dimensions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from ckanext.civic.core import clock
from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, iri, literal

from .checks.catalogue import Entry, catalogue

DQV = "http://www.w3.org/ns/dqv#"
_PROV = "http://www.w3.org/ns/prov#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_UNIT_MEASURE = "http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"
_NUMBER, _PERCENT = "http://qudt.org/vocab/unit/NUM", "http://qudt.org/vocab/unit/PERCENT"

# Source: Government Data Quality Framework, "Data quality dimensions"; texts shortened
DIMENSIONS = {
    "accuracy": "How closely the data matches reality.",
    "completeness": "Whether all that should be there is there.",
    "consistency": "Whether the data agrees with itself and with other data.",
    "timeliness": "Whether the data is of the time that it is used for.",
    "uniqueness": "Whether each thing is there once only.",
    "validity": "Whether values have the form and range that is expected.",
}


def metric_iri(metric: str, vocabulary_base: str) -> str:
    """Return the IRI of a metric or dimension."""
    return f"{vocabulary_base}/def/checks/{metric}"


def measurements(
    report: Mapping[str, Any], dataset: str, graph: str, at: datetime, vocabulary_base: str
) -> Iterator[Quad]:
    """Yield the measurements of a report (as JSON values) of the dataset at the IRI ``dataset``.

    A check that passed measures 0; of one that was not applicable nothing is said. A report, a
    time and a dataset always give the same quads in the same order. ``graph`` is the IRI of their
    graph, or empty for none.
    """
    found: dict[str, int] = {str(id): 0 for id in report.get("passed", ())}
    for finding in report.get("checks", ()):
        found[finding["id"]] = found.get(finding["id"], 0) + int(finding["count"])
    named_graph = iri(graph) if graph else ""
    time = clock.isoformat(at)
    base = f"{dataset}/quality/{time.replace(':', '').replace('-', '')}"

    def measurement(metric: str, value: str, unit: str) -> Iterator[Quad]:
        subject = iri(f"{base}/{metric}")
        yield subject, RDF_TYPE, iri(DQV + "QualityMeasurement"), named_graph
        yield subject, iri(DQV + "computedOn"), iri(dataset), named_graph
        target = iri(metric_iri(metric, vocabulary_base))
        yield subject, iri(DQV + "isMeasurementOf"), target, named_graph
        yield subject, iri(DQV + "value"), value, named_graph
        yield subject, iri(_UNIT_MEASURE), iri(unit), named_graph
        stamp = literal(time, datatype=XSD + "dateTime")
        yield subject, iri(_PROV + "generatedAtTime"), stamp, named_graph
        yield iri(dataset), iri(DQV + "hasQualityMeasurement"), subject, named_graph

    for id in sorted(found):
        yield from measurement(id, literal(str(found[id]), datatype=XSD + "integer"), _NUMBER)
    share = published_share(report)
    if share is not None:
        value = literal(str(share), datatype=XSD + "decimal")
        yield from measurement("published_share", value, _PERCENT)


def published_share(report: Mapping[str, Any]) -> Decimal | None:
    """Return the percentage of rows that are in the result, to two digits and never rounded up."""
    rows = int(report.get("rows_in") or 0)
    if not rows:
        return None
    share = Decimal(100) * int(report.get("resources_out") or 0) / rows
    return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def vocabulary_quads(vocabulary_base: str) -> Iterator[Quad]:
    """Yield what the metrics and dimensions mean, without a graph."""
    scheme = iri(f"{vocabulary_base}/def/checks")
    yield scheme, RDF_TYPE, iri(_SKOS + "ConceptScheme"), ""
    yield scheme, iri(_SKOS + "prefLabel"), literal("Checks of a release", language="en"), ""
    for name, meaning in DIMENSIONS.items():
        subject = iri(metric_iri(name, vocabulary_base))
        yield subject, RDF_TYPE, iri(DQV + "Dimension"), ""
        yield from _described(subject, name.capitalize(), meaning, scheme)
    for id, entry in catalogue().items():
        yield from _metric(id, _title(id), _meaning(entry), "integer", entry.dimension, scheme)
    yield from _metric(
        "published_share",
        "Published share",
        "The percentage of the file's rows that are in the result.",
        "decimal",
        "completeness",
        scheme,
    )


def _metric(
    id: str, title: str, meaning: str, datatype: str, dimension: str, scheme: str
) -> Iterator[Quad]:
    base = scheme[1:-1].removesuffix("/def/checks")
    subject = iri(metric_iri(id, base))
    yield subject, RDF_TYPE, iri(DQV + "Metric"), ""
    yield subject, iri(DQV + "expectedDataType"), iri(XSD + datatype), ""
    yield subject, iri(DQV + "inDimension"), iri(metric_iri(dimension, base)), ""
    yield from _described(subject, title, meaning, scheme)


def _described(subject: str, title: str, meaning: str, scheme: str) -> Iterator[Quad]:
    yield subject, iri(_SKOS + "prefLabel"), literal(title, language="en"), ""
    yield subject, iri(_SKOS + "definition"), literal(meaning, language="en"), ""
    yield subject, iri(_SKOS + "inScheme"), scheme, ""
    yield subject, iri(_RDFS + "isDefinedBy"), scheme, ""


def _title(id: str) -> str:
    return id.replace("_", " ").capitalize()


def _meaning(entry: Entry) -> str:
    return f"How often this was not so (0 when it was): {entry.passes}"
