"""Make one dump in a process of its own: ``python -m bench.dump_ours ENVIRONMENT ENDING``.

Prints datasets, seconds, and how many megabytes it took above the idle process at most.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench import site


def main(environment: str, ending: str) -> None:
    """Dump once for the imports, then once to measure."""
    app = site.configure(environment, ["civic_rdf"], ckan__site_url=f"http://{site.HOST}")
    with app._wsgi_app.test_request_context():
        dumped(ending, limit=1)
        idle_mb = memory_mb("VmRSS")
        start = time.perf_counter()
        datasets = dumped(ending)
        taken_s = time.perf_counter() - start
    print(json.dumps([datasets, taken_s, memory_mb("VmHWM") - idle_mb]))


def dumped(ending: str, limit: int | None = None) -> int:
    """Write a dump to nowhere; return how many datasets it had."""
    from ckanext.civic.rdf.dumps import dump_format
    from ckanext.civic.rdf.logic.catalog_dump import CatalogDump
    from ckanext.civic.rdf.logic.snapshot import snapshot

    format = dump_format(ending)
    assert format
    with snapshot() as now, Path("/dev/null").open("wb") as file:
        dump = CatalogDump(now, format, limit=limit)
        for chunk in dump.chunks():
            file.write(chunk)
        return dump.datasets


def memory_mb(field: str) -> float:
    """Return a field of this process's status in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return int(value.split()[0]) / 1024
    raise LookupError(field)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
