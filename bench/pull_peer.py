"""Pull a portal with ckanext-harvest's CKANHarvester: ``python -m bench.pull_peer URL COUNT``.

Prints the seconds of a first harvest and of a second one that looks at every dataset again
(``force_all``) and finds nothing changed. The stages are run one after another in this process as
the queue's consumers run them: on CKAN 2.12 the consumers end after five idle seconds
(ckanext-harvest issue 581).
"""

from __future__ import annotations

import json
import sys
import time

from bench import site


def main(url: str, count: int) -> None:
    """Harvest twice into an empty portal."""
    site.configure(
        "bench_pull_peer",
        ["harvest", "ckan_harvester"],
        ckan__site_url="http://hub.civic.example",
    )
    site.empty("harvest")

    import ckan.plugins.toolkit as tk
    from ckan import model

    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = {"user": user, "ignore_auth": True}
    tk.get_action("organization_create")(dict(context), {"name": "mirror"})
    source = tk.get_action("harvest_source_create")(
        dict(context),
        {
            "name": "source",
            "title": "Source",
            "url": url,
            "source_type": "ckan",
            "owner_org": "mirror",
            "frequency": "MANUAL",
            "config": json.dumps({"force_all": True}),
        },
    )
    seconds = [harvest(source["id"], count), harvest(source["id"], count)]
    held = model.Session.query(model.Package).filter_by(type="dataset", state="active").count()
    assert held == count, f"{held} of {count} datasets arrived"
    print(json.dumps(seconds))


def harvest(source_id: str, count: int) -> float:
    """Run one harvest job; return its seconds."""
    from ckan import model
    from ckanext.harvest import queue
    from ckanext.harvest.model import HarvestJob, HarvestObject, HarvestSource

    harvester = queue.get_harvester("ckan")
    start = time.perf_counter()
    job = HarvestJob(source=HarvestSource.get(source_id), status="Running")
    job.save()
    gathered = queue.gather_stage(harvester, job)
    assert len(gathered or []) == count, f"{len(gathered or [])} of {count} datasets gathered"
    job_id = job.id
    for object_id in gathered:
        queue.fetch_and_import_stages(harvester, HarvestObject.get(object_id))
        model.Session.remove()
    job = HarvestJob.get(job_id)
    job.status = "Finished"
    job.save()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
