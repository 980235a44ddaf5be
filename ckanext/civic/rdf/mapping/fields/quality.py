"""How good the dataset and its files are, as those who checked them measured it."""

from __future__ import annotations

from collections.abc import Iterator

from ..described import Described
from ..terms import DQV, OA, RDFS, Triple, segment, text_value, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield the quality statements (W3C DQV) whose subject lies under the dataset's IRI.

    Nobody who measures can speak of anything else here. Readiness for an Open Data Certificate
    is an annotation whose body is the readiness page and the level there.
    """
    if described.facts.quality:
        own = (f"<{described.iri}>", f"<{described.iri}/", f"<{described.iri}#")
        yield from (triple for triple in described.facts.quality if triple[0].startswith(own))
    certificate = described.facts.certificate
    level = text_value(certificate.level) if certificate else None
    if certificate and level:
        node = described.part("readiness")
        page = f"<{described.site.url}/dataset/{segment(described.name)}/readiness>"
        yield described.node, DQV.hasQualityAnnotation, node
        yield from typed(node, DQV.QualityAnnotation)
        yield node, OA.motivatedBy, DQV.qualityAssessment
        yield node, OA.hasTarget, described.node
        yield node, OA.hasBody, page
        yield node, OA.bodyValue, level
        label = (
            f"Readiness for an Open Data Certificate ({certificate.ruleset}): {certificate.level}"
        )
        yield node, RDFS.label, text_value(label) or level
