"""The catalogue record: this portal's own entry about the dataset, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import path_segment

from .described import Described
from .terms import DCAT, DCT, FOAF, PROV, Triple, known, moment, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<catalog> dcat:dataset <dataset> ; dcat:record <record>`` and the record.

    The record's IRI lies on this portal, also for a copy; a copy's record is
    ``prov:wasDerivedFrom`` the record on each portal that it passed through.
    """
    site = described.site
    catalog, local_id = f"<{site.catalog_iri}>", str(described.dataset.get("id", ""))
    record = _record(site.url, local_id)
    yield catalog, DCAT.dataset, described.node
    changed = moment(described.value("metadata_modified"))
    if changed is None:  # DCAT-AP wants every record to say when it changed
        return
    yield catalog, DCAT.record, record
    yield from typed(record, DCAT.CatalogRecord)
    yield from known(
        record,
        (FOAF.primaryTopic, described.node),
        (DCT.issued, moment(described.value("metadata_created"))),
        (DCT.modified, changed),
    )
    if described.is_copy:
        yield record, PROV.wasDerivedFrom, _record(described.names.origin, described.id)


def _record(site_url: str, dataset_id: str) -> str:
    return f"<{site_url}/dataset/{path_segment(dataset_id)}#record>"
