"""What the UK model wants of every resource and no other profile has.

Source: UK Cross-Government Metadata Exchange Model,
https://co-cddo.github.io/ukgov-metadata-exchange-model/ (slots securityClassification, version,
identifier, summary; classes DataService, Distribution).
"""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import XSD

from ..described import Described
from ..services import Service, is_service, service_of, services
from ..terms import DCAT, DCT, RDFS, UKGOV, Namespace, Triple, text_value

# the model's own prefix: with https, where ADMS itself has http
ADMS_OF_MODEL = Namespace("https://www.w3.org/ns/adms#")
_LIVE = "<https://www.gov.uk/service-manual/agile-delivery/how-the-live-phase-works>"
_REST = "<https://www.wikidata.org/wiki/Q749568>"
_SOAP = "<https://www.wikidata.org/wiki/Q189620>"
_CLASSIFICATIONS = ("OFFICIAL", "SECRET", "TOP_SECRET", "NOT_APPLICABLE")
_NOT_APPLIED = "NOT_APPLICABLE"  # for bodies that do not apply the classification, as councils
_SUMMARY = 250  # characters
_FIRST = '"v1.0"'


def triples(described: Described) -> Iterator[Triple]:
    """Yield securityClassification, summary, identifiers, versions, status and type of services."""
    classification = f'"{_classification(described)}"'
    yield described.node, UKGOV.securityClassification, classification
    yield from _summary(described)
    for node, _ in described.resources:
        yield node, DCT.identifier, _identifier(node)
    if is_service(described):
        found = [service_of(resource) for _, resource in described.resources]
        yield from _service(described.node, next(filter(None, found), None))
        has_own = any(service and service.description for service in found)
        if not has_own and described.value("endpoint_description") is None:
            yield described.node, DCAT.endpointDescription, described.page
    for _, node, service, fields in services(described):
        yield node, UKGOV.securityClassification, classification
        yield node, DCT.identifier, _identifier(node)
        yield node, DCAT.version, text_value(fields.get("version")) or _FIRST
        yield from _dates(described, node)
        yield from _service(node, service)
        if not (service and service.description) and not fields.get("endpoint_description"):
            yield node, DCAT.endpointDescription, described.page


def _classification(described: Described) -> str:
    stated = described.value("security_classification")
    word = stated.strip().upper().replace(" ", "_") if isinstance(stated, str) else ""
    return word if word in _CLASSIFICATIONS else _NOT_APPLIED


def _identifier(node: str) -> str:
    return f'"{node[1:-1]}"^^<{XSD}anyURI>'


def _summary(described: Described) -> Iterator[Triple]:
    """Yield the stated summary, else the description cut at a word; 250 characters at most."""
    value = described.value("summary", "notes")
    words = " ".join(value[: 8 * _SUMMARY].split()) if isinstance(value, str) else ""
    if len(words) > _SUMMARY:
        words = words[: _SUMMARY - 1].rpartition(" ")[0] + "…"
    summary = text_value(words)
    if summary:
        yield described.node, RDFS.comment, summary


def _dates(described: Described, node: str) -> Iterator[Triple]:
    changed = described.when(described.value("metadata_modified"))
    if changed:
        yield node, DCT.modified, changed


def _service(node: str, service: Service | None) -> Iterator[Triple]:
    """Yield status and type; of the model's three types, services asked by addresses are REST."""
    yield node, ADMS_OF_MODEL.status, _LIVE
    yield node, DCT.type, _SOAP if service and service.kind == "SOAP" else _REST
