"""A big new graph, from a file of N-Quads into a store over HTTP: ours beside a plain PUT.

Ours checks every statement, loads in bulk and counts what arrived; the plain PUT sends the same
statements unchecked. Each has an empty Oxigraph of its own. ``BENCH_N`` is the number of
statements, 770,000 unless told: about the lights of a county. Then one changed dataset, from its
release to the first answer that has it (first_seen.py).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench import first_seen
from bench.measurement import Measurement, dataset_count, hand_over
from bench.street_lights import HEADER, PROPERTIES, TRIPLES_A_ROW, write_table
from ckanext.civic.rdf.graphs.names import graph_names
from ckanext.civic.rdf.graphs.rows import RowsFile, checked_rows
from ckanext.civic.rdf.mapping import Site
from ckanext.civic.rdf.stores import GraphFile, SparqlStore, StoreAddresses
from ckanext.civic.rdf.stores.writing import GraphToWrite, write_graph

BASE = "http://portal.example"
PEER = "plain PUT of the same statements"
GOAL, MEMORY_GOAL = 3, 4  # our choice: a third of the time, a quarter of the memory
SEEN_AFTER_S = 2  # after its release, at the latest
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def main() -> None:
    """Write the file, load it each way, hand over."""
    statements = dataset_count(770_000)
    site = Site(BASE, BASE, BASE)
    names = graph_names({"id": "1", "name": "lights", "organization": {"name": "m"}}, site)
    with tempfile.TemporaryDirectory(prefix="bench-load-") as name:
        folder = Path(name)
        rows, plain = folder / "rows.nq", folder / "plain.nt"
        count = write_rows(folder, rows, plain, names.rows, statements // TRIPLES_A_ROW)
        with oxigraph(folder / "ours") as (store, memory_mb):
            started = time.perf_counter()
            checked = checked_rows([RowsFile(rows, rows.name, "")], names, folder / "checked.nt")
            new = GraphToWrite(names.rows, checked.path, checked.quads, is_held=False)
            write_graph(store, new, folder, bulk_from=1, begin=lambda: None, hide=lambda: None)
            ours_s, ours_mb = time.perf_counter() - started, memory_mb()
        with oxigraph(folder / "peer") as (store, memory_mb):
            started = time.perf_counter()
            store.put(names.rows, GraphFile(plain))
            peer_s, peer_mb = time.perf_counter() - started, memory_mb()
    print(f"the server's peak: {ours_mb:.0f} MB, with PUT {peer_mb:.0f} MB", file=sys.stderr)
    seen_s = first_seen.median_seconds()
    hand_over(
        [
            Measurement(
                f"release to first answer, median of {first_seen.TURNS}, {seen_s:.2f} s",
                1 / seen_s,
                1 / SEEN_AFTER_S,
                "1/s",
                1,
                f"what is promised: {SEEN_AFTER_S} s",
            ),
            Measurement(
                f"load of {count} statements",
                count / ours_s,
                count / peer_s,
                "statements/s",
                GOAL,
                PEER,
            ),
            Measurement(
                f"statements a MB of the server's peak, {count}",
                count / ours_mb,
                count / peer_mb,
                "statements/MB",
                MEMORY_GOAL,
                PEER,
            ),
        ]
    )


def write_rows(folder: Path, rows: Path, plain: Path, graph: str, lights: int) -> int:
    """Write the lights as N-Quads and as N-Triples; return how many statements there are."""
    table = folder / "lights.csv"
    write_table(table, lights)
    count = 0
    with table.open(encoding="utf-8") as source, rows.open("w") as nq, plain.open("w") as nt:
        next(source)
        for line in source:
            for statement in said(dict(zip(HEADER, line.rstrip("\n").split(","), strict=True))):
                nq.write(f"{statement} <{graph}> .\n")
                nt.write(f"{statement} .\n")
                count += 1
    return count


def said(row: dict[str, str]) -> Iterator[str]:
    """Yield the statements about one light, without their ends."""
    light = f"<{BASE}/id/m/streetlights/{row['id']}>"
    yield f"{light} <{TYPE}> <{BASE}/def/streetlights/Streetlight>"
    yield f"{light} <{BASE}/def/lamp> <{BASE}/def/lamp/{row['lamp']}>"
    for name, (property_, datatype) in PROPERTIES.items():
        end = f"^^<{XSD}{datatype}>" if datatype else ""
        yield f'{light} <{property_}> "{row[name]}"{end}'


@contextmanager
def oxigraph(location: Path) -> Iterator:
    """Give a client of an empty server, and what tells its peak memory in MB."""
    from ckanext.civic.portal.ports import LOOPBACK
    from ckanext.civic.portal.programs import script

    port = free_port()
    base = f"http://{LOOPBACK}:{port}"
    command = [str(script("oxigraph")), "serve", "--location", str(location)]
    process = subprocess.Popen(
        [*command, "--bind", f"{LOOPBACK}:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"{base}/query")
        yield (
            SparqlStore(
                StoreAddresses(
                    f"{base}/query",
                    f"{base}/update",
                    f"{base}/store",
                    bulk_parameter="no_transaction",
                )
            ),
            lambda: peak_mb(process.pid),
        )
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    """Wait until a server answers; raises RuntimeError after half a minute."""
    for _ in range(300):
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


def peak_mb(pid: int) -> float:
    """Return the most memory that a process has had, in MB (Linux: VmHWM, in KiB)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("the system does not tell a process's peak memory")


if __name__ == "__main__":
    main()
