"""Pull a portal with civic_sync: ``python -m bench.pull_ours URL COUNT``.

Prints the seconds of a first pull and of a second one that finds nothing changed.
"""

from __future__ import annotations

import json
import sys
import time
from urllib.parse import urlsplit

from bench import site


def main(url: str, count: int) -> None:
    """Pull twice into an empty portal."""
    site.configure(
        "bench_pull_ours",
        ["civic_sync"],
        ckan__site_url="http://hub.civic.example",
        ckanext__civic__sync__allow_private_hosts=urlsplit(url).netloc,
    )
    site.empty("civic_sync")

    import ckan.plugins.toolkit as tk
    from ckan import model

    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = {"user": user, "ignore_auth": True}
    tk.get_action("civic_sync_peer_create")(dict(context), {"name": "source", "url": url})
    seconds = [pull(), pull()]
    held = model.Session.query(model.Package).filter_by(state="active").count()
    assert held == count, f"{held} of {count} datasets arrived"
    print(json.dumps(seconds))


def pull() -> float:
    """Run one pull as the job queue's worker does; return its seconds."""
    from ckan import model

    from ckanext.civic.sync.jobs.pull import new_run, run_pull
    from ckanext.civic.sync.model import Peer, Run

    peer = Peer.by_name("source")
    assert peer is not None
    start = time.perf_counter()
    run_id = new_run(peer).id
    run_pull(run_id)
    seconds = time.perf_counter() - start
    run = model.Session.get(Run, run_id)
    assert run is not None and str(run.state).endswith("succeeded"), f"{run and run.error}"
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
