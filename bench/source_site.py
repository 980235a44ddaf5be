"""A portal to pull from: ``python -m bench.source_site COUNT`` serves COUNT datasets.

Prints its address when it is ready, and serves until its standard input is closed.
"""

from __future__ import annotations

import sys

from bench import catalogue, site


def main(count: int) -> None:
    """Fill a portal unless it is full already, and serve it."""
    port = site.free_port()
    app = site.configure("bench_source", [], ckan__site_url=f"http://{site.HOST}:{port}")
    if datasets_held() != count:
        site.empty()
        catalogue.fill(count)
    with site.serving(app, port) as url:
        print(url, flush=True)
        sys.stdin.read()


def datasets_held() -> int:
    """Return how many datasets an earlier run left, in the database and in the index alike."""
    from ckan import model
    from ckan.lib import search
    from sqlalchemy import inspect

    if not inspect(model.meta.engine).has_table("package"):
        return 0
    held = model.Session.query(model.Package).filter_by(state="active").count()
    indexed = search.query_for("package").run({"q": "*:*", "rows": 0})["count"]
    return held if held == indexed else -1


if __name__ == "__main__":
    main(int(sys.argv[1]))
