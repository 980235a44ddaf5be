"""The catalogue record: this portal's own entry about the dataset, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator

from ...graphs.names import readable
from ..agents import concept
from ..described import Described
from ..services import is_service
from ..terms import ADMS, DCAT, DCT, FOAF, PREFIXES, PROV, Triple, known, segment, typed

_PROFILES = {
    "civic_dcat_ap": f"<{PREFIXES['dcatap']}>",
    "civic_uk": f"<{PREFIXES['ukgov_metadata']}>",
}

_CHANGE_TYPES = "http://purl.org/adms/changetype/"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<catalog> dcat:dataset <dataset> ; dcat:record <record>`` and the record.

    The record's IRI lies on this portal, also for a copy; a copy's record is
    ``prov:wasDerivedFrom`` the record on each portal that it passed through. A dataset that is a
    web service is ``dcat:service`` of the catalogue.
    """
    site = described.site
    catalog = f"<{site.catalog_iri}>"
    yield catalog, DCAT.service if is_service(described) else DCAT.dataset, described.node
    changed = described.when(described.value("metadata_modified"))
    if changed is None:  # DCAT-AP wants every record to say when it changed
        return
    record = record_node(described)
    profile = _PROFILES[described.profile]
    yield catalog, DCAT.record, record
    yield from typed(record, DCAT.CatalogRecord)
    yield from known(
        record,
        (FOAF.primaryTopic, described.node),
        (DCT.issued, described.when(described.value("metadata_created"))),
        (DCT.modified, changed),
        (DCT.conformsTo, profile),
    )
    yield from typed(profile, DCT.Standard)
    if not described.is_uk:
        yield from _change(described, record, changed)
    if described.is_copy:
        yield record, PROV.wasDerivedFrom, _record(described.names.origin, described.id)


def _change(described: Described, record: str, changed: str) -> Iterator[Triple]:
    """Yield what happened to the entry last: it was made, or changed since.

    Source: DCAT-AP 3.0.1, Catalogue Record, change type; codes of the ADMS change types. Of a
    new entry CKAN's two times are the same second.
    """
    created = described.when(described.value("metadata_created"))
    code, label = ("created", '"Created"') if created == changed else ("updated", '"Updated"')
    kind = f"<{_CHANGE_TYPES}{code}>"
    yield record, ADMS.status, kind
    yield from concept(kind, label)


def record_node(described: Described) -> str:
    """Return the node of this portal's own record of the dataset."""
    id = readable(described.dataset.get("id")) or described.name
    return _record(described.site.url, id)


def _record(site_url: str, dataset_id: str) -> str:
    return f"<{site_url}/dataset/{segment(dataset_id)}#record>"
