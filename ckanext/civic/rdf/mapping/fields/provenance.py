"""Where the dataset came from, who did what with it: PROV-O, never with a person's name of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..agents import agent
from ..dates import moment
from ..described import Described
from ..terms import (
    DCAT,
    DCT,
    PROV,
    RDFS,
    SKOS,
    Triple,
    checked_iri,
    known,
    text_value,
    typed,
    web_address,
)
from ..values import records, texts
from .models import model_node
from .publisher import organization, organization_node
from .record import record_node

# What a role of the gate is called; another one is no role that this mapping knows.
_ROLES = {
    "reviewer": "Reviewer who did not create the dataset",
    "publisher": "Publisher of the dataset",
    "portal": "The portal itself",
}


def triples(described: Described) -> Iterator[Triple]:
    """Yield the sources, the steps on the way to the public, and what the publisher says of it."""
    yield from _stated(described)
    yield from _harvested(described)
    yield from _harmonised(described)
    yield from _released(described)
    for number, record in enumerate(described.records("provenance_activity"), start=1):
        yield from _activity(described, number, record)
    for number, record in enumerate(described.records("qualified_attribution"), start=1):
        yield from _attribution(described, number, record)


def _stated(described: Described) -> Iterator[Triple]:
    words = described.texts("provenance")
    if words:
        node = described.part("provenance")
        yield described.node, DCT.provenance, node
        yield from typed(node, DCT.ProvenanceStatement)
        yield from ((node, RDFS.label, word) for word in words)
    for text in described.listed("source"):
        yield from known(described.node, (PROV.wasDerivedFrom, checked_iri(text)))


def _harvested(described: Described) -> Iterator[Triple]:
    """Yield the source of a dataset that ckanext-harvest fetched."""
    title = text_value(described.value("harvest_source_title", "source_catalog_title"))
    home = web_address(described.value("source_catalog_homepage", "harvest_url"))
    if not (title or home):
        return
    node = described.part("harvested")
    yield described.node, PROV.wasGeneratedBy, node
    yield from typed(node, PROV.Activity)
    yield node, RDFS.label, '"Harvested from another catalogue"'
    yield from known(node, (PROV.used, home), (DCT.description, title))
    yield from known(described.node, (PROV.hadPrimarySource, home))


def _harmonised(described: Described) -> Iterator[Triple]:
    """Yield the run that made files of a shared model out of another file."""
    for run in described.facts.harmonised:
        source = described.resource_node(run.source)
        node = f"{source[:-1]}#harmonised>"
        yield from typed(node, PROV.Activity)
        yield node, PROV.used, source
        yield node, RDFS.label, text_value(f"Mapped to the shared model {run.model}") or node
        model = model_node(described.site.vocabulary_base, run.model)
        yield node, PROV.used, model
        yield from known(node, (PROV.endedAtTime, _time(run.finished_at)))
        for output, resource in described.resources:
            if resource.get("civic_output_of") == run.source:
                yield output, PROV.wasGeneratedBy, node


def _released(described: Described) -> Iterator[Triple]:
    """Yield when the dataset was released, and in what role somebody did it for its organisation.

    The role is ``<{site}/#role-reviewer>`` and its like. Of a copy only its record is this
    portal's own: how its origin released it is not known here.
    """
    release = described.facts.release
    label = _ROLES.get(release.role) if release else None
    if release is None or label is None:
        return
    released = record_node(described) if described.is_copy else described.node
    part = f"{record_node(described)[:-1]}-" if described.is_copy else f"{described.node[:-1]}#"
    activity = f"{part}release>"
    yield released, PROV.wasGeneratedBy, activity
    yield from typed(activity, PROV.Activity)
    yield activity, RDFS.label, f'"Release on this portal: {label}"'
    yield from known(activity, (PROV.endedAtTime, _time(release.released_at)))
    if described.is_copy:
        return
    yield from known(described.node, (DCT.available, moment(release.released_at)))
    agent_node = organization_node(described)
    if agent_node is None or release.role == "portal":
        return
    yield activity, PROV.wasAssociatedWith, agent_node
    yield from organization(described, agent_node)
    attribution = f"{part}release-attribution>"
    role = f"<{described.site.url}/#role-{release.role}>"
    yield released, PROV.qualifiedAttribution, attribution
    yield from typed(attribution, PROV.Attribution)
    yield attribution, PROV.agent, agent_node
    yield attribution, DCAT.hadRole, role
    yield from typed(role, DCAT.Role, SKOS.Concept)
    yield role, SKOS.prefLabel, f'"{label}"'


def _time(value: object) -> str | None:
    """Return the term of a time (not of a day or year), as PROV-O wants it."""
    term = moment(value)
    return term if term and term.endswith("dateTime>") else None


def _activity(described: Described, number: int, record: Mapping[str, Any]) -> Iterator[Triple]:
    labels = texts(record, "label")
    node = described.node_or_part(record.get("uri"), f"activity-{number}")
    if not labels and not checked_iri(record.get("uri")):
        return
    yield described.node, PROV.wasGeneratedBy, node
    yield from typed(node, PROV.Activity)
    yield from ((node, RDFS.label, label) for label in labels)
    yield from known(
        node,
        (PROV.startedAtTime, _time(record.get("startedAtTime"))),
        (RDFS.seeAlso, checked_iri(record.get("seeAlso"))),
        (DCT.type, checked_iri(record.get("dct_type"))),
    )


def _attribution(described: Described, number: int, record: Mapping[str, Any]) -> Iterator[Triple]:
    role = checked_iri(record.get("role"))
    for stated in records(record.get("agent")):
        if not (role and (texts(stated, "name") or checked_iri(stated.get("uri")))):
            continue
        part = described.part(f"attribution-{number}")
        who = described.node_or_part(stated.get("uri"), f"attribution-{number}-agent")
        yield described.node, PROV.qualifiedAttribution, part
        yield from typed(part, PROV.Attribution)
        yield part, PROV.agent, who
        yield part, DCAT.hadRole, role
        yield from typed(role, DCAT.Role)
        yield from agent(who, stated)
