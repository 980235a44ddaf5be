"""One page of the catalogue, 100 datasets: our mapping beside ckanext-dcat's euro_dcat_ap_3.

Twice: the mapping and writing alone, from the same dataset dictionaries (we write N-Quads, the
peer Turtle, each its quickest); and the whole page ``/catalog.ttl`` over HTTP, by profile.
"""

from __future__ import annotations

import copy

from bench import catalogue, site
from bench.measurement import Measurement, best_of_each, dataset_count, hand_over

PEER_PROFILE, OUR_PROFILE = "euro_dcat_ap_3", "civic_dcat_ap"
PEER = f"ckanext-dcat, {PEER_PROFILE}"
# our choice: the mapping is made to be fast; the page shares CKAN's search and rdflib's Turtle
MAPPING_GOAL, PAGE_GOAL = 10, 1
REPEATS = 5


def main() -> None:
    """Measure both and hand over."""
    count = min(dataset_count(100), 100)
    port = site.free_port()
    app = site.configure(
        "bench_catalogue",
        ["civic_rdf", "dcat"],
        ckan__site_url=f"http://{site.HOST}:{port}",
        ckanext__dcat__rdf__profiles=OUR_PROFILE,
        ckanext__dcat__datasets_per_page="100",
    )
    site.empty("civic_rdf")
    catalogue.fill(count)
    hand_over([mapping(app, count), page(app, port, count)])


def mapping(app, count: int) -> Measurement:
    """Compare dictionaries to text."""
    import ckan.plugins.toolkit as tk
    from ckanext.dcat.processors import RDFSerializer

    from ckanext.civic.core.nquads import lines
    from ckanext.civic.rdf import config
    from ckanext.civic.rdf.mapping import catalog_quads, dataset_quads

    with app._wsgi_app.test_request_context():
        found = tk.get_action("package_search")({}, {"rows": count})["results"]
        assert len(found) == count
        ours, peers = copy.deepcopy(found), copy.deepcopy(found)

        def write_ours() -> str:
            portal = config.site()
            quads = catalog_quads(portal)
            for dataset in ours:
                quads += dataset_quads(dataset, portal)
            return "".join(lines(quads))

        def write_peers() -> str:
            serializer = RDFSerializer(profiles=[PEER_PROFILE])
            return serializer.serialize_catalog({}, dataset_dicts=peers, _format="ttl")

        ours_s, peer_s = best_of_each(REPEATS, write_ours, write_peers)
    return Measurement(
        f"catalogue, {count} datasets to text",
        count / ours_s,
        count / peer_s,
        "datasets/s",
        MAPPING_GOAL,
        PEER,
    )


def page(app, port: int, count: int) -> Measurement:
    """Compare one page over HTTP."""
    import requests

    with site.serving(app, port) as url, requests.Session() as session:

        def fetch(profile: str) -> None:
            answer = session.get(f"{url}/catalog.ttl", params={"profiles": profile}, timeout=120)
            answer.raise_for_status()
            assert answer.text.count("dcat:Dataset") >= count, answer.text[:500]

        ours_s, peer_s = best_of_each(
            REPEATS, lambda: fetch(OUR_PROFILE), lambda: fetch(PEER_PROFILE)
        )
    return Measurement(
        f"catalogue, page of {count} over HTTP (Turtle)",
        count / ours_s,
        count / peer_s,
        "datasets/s",
        PAGE_GOAL,
        PEER,
    )


if __name__ == "__main__":
    main()
