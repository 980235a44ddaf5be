"""Export a portal with ckanext-dcat: ``python -m bench.dump_peer ENVIRONMENT COUNT``.

Prints the seconds that all pages take, as its own action makes them, without HTTP.
"""

from __future__ import annotations

import json
import sys
import time

from bench import site

PAGE = 100


def main(environment: str, count: int) -> None:
    """Export every page."""
    app = site.configure(
        environment,
        ["dcat"],
        ckan__site_url=f"http://{site.HOST}",
        ckanext__dcat__rdf__profiles="euro_dcat_ap_3",
        ckanext__dcat__datasets_per_page=str(PAGE),
    )
    import ckan.plugins.toolkit as tk

    show = tk.get_action("dcat_catalog_show")
    with app._wsgi_app.test_request_context():
        start = time.perf_counter()
        found = 0
        for page in range(1, -(-count // PAGE) + 1):
            text = show({"user": ""}, {"page": page, "format": "ttl"})
            found += text.count(" a dcat:Dataset ")
        taken_s = time.perf_counter() - start
    assert found == count, f"{found} of {count} datasets"
    print(json.dumps(taken_s))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
