"""The question "lamps by type per council" over 175,000 street lights, as /sparql asks it.

Five councils' files go through ``civic harmonise``; its N-Quads go into the embedded stack's store,
behind its keeper, each council's as a named graph, with the vocabulary as another. The question is
the one that the query page ships. Its time is from the query to the whole answer in CSV, read and
written as the end point does it. The goal is one second.
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench import council_files as files
from bench.measurement import Measurement, dataset_count, hand_over
from ckanext.civic.core.http import Limits
from ckanext.civic.core.nquads import line
from ckanext.civic.harmonise.models import load_model
from ckanext.civic.harmonise.models.vocabulary import vocabulary_quads
from ckanext.civic.portal.programs import script
from ckanext.civic.portal.services.oxigraph import QUERY_TIMEOUT_S, memory_mb
from ckanext.civic.rdf.examples import examples
from ckanext.civic.rdf.sparql.relay import RESULTS, fetch
from ckanext.civic.rdf.sparql.writing import write
from ckanext.civic.rdf.stores import StoreAddresses

ROWS = 175_000
COUNCILS = ("manchester", "salford", "stockport", "tameside", "trafford")
SITE = "https://data.example.org"
QUESTION = "Which street lamps does each council have?"
GOAL_S = 1.0
TURNS = 7
LIMITS = Limits(read_timeout_s=60, total_timeout_s=60, size_bytes=100_000_000, retries=0)


def harmonised(council: str, folder: Path, rows: int) -> Path:
    """Return the N-Quads of so many lights of a council."""
    table = folder / f"{council}.csv"
    files.write_lights(table, rows)
    out = folder / council
    civic = str(Path(sys.executable).with_name("civic"))
    command = [civic, "harmonise", str(table), "--model", "streetlights", "-o", str(out)]
    options = ["--crosswalk", "manchester-streetlights", "--council", council]
    # status 1 says that a check found an error in what was made up; the file is written
    whole = [*command, *options, "--uri-base", SITE]
    done = subprocess.run(whole, capture_output=True, check=False)
    quads = out / f"{council}.nq"
    if done.returncode not in (0, 1) or not quads.exists():
        raise SystemExit(f"harmonise failed: {done.stderr.decode()[-500:]}")
    return quads


def triples_of(quads: Path) -> tuple[str, Path, int]:
    """Return the graph's name, its N-Triples as a file, and how many there are."""
    name, count, target = "", 0, quads.with_suffix(".nt")
    with quads.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as file:
        for text in source:
            statement, _, graph = text.rstrip(" .\n").rpartition(" ")
            name, count = graph[1:-1], count + 1
            file.write(f"{statement} .\n")
    return name, target, count


def vocabulary(folder: Path) -> Path:
    """Return the terms of the model as N-Triples."""
    target = folder / "vocabulary.nt"
    quads = vocabulary_quads(load_model("streetlights"), SITE)
    target.write_text("".join(line((*quad[:3], "")) for quad in quads), encoding="utf-8")
    return target


@contextmanager
def store(folder: Path) -> Iterator[str]:
    """Run the embedded stack's store, with its keeper; give its base address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    keeper = [sys.executable, "-m", "ckanext.civic.portal.store_keeper", "--port", str(port)]
    limits = ["--query-timeout-s", str(QUERY_TIMEOUT_S), "--memory-mb", str(memory_mb())]
    server = [str(script("oxigraph")), "serve", "--location", "quads", "--union-default-graph"]
    process = subprocess.Popen(
        [*keeper, *limits, "--", *server], cwd=folder, stderr=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/query")
        yield base
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            requests.get(address, timeout=5)
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers at {address}")


def load(base: str, graph: str, path: Path) -> float:
    """Load a graph in bulk; return the seconds."""
    started = time.perf_counter()
    with path.open("rb") as body:
        answer = requests.post(
            f"{base}/store",
            params={"graph": graph, "no_transaction": ""},
            data=body,
            headers={"Content-Type": "application/n-triples"},
            timeout=1800,
        )
    answer.raise_for_status()
    return time.perf_counter() - started


def ask(base: str, query: str, parameters: dict[str, list[str]]) -> tuple[float, str]:
    """Return the seconds to the whole answer, and the answer in CSV."""
    addresses = StoreAddresses(f"{base}/query", "", f"{base}/store")
    started = time.perf_counter()
    found = fetch(addresses, query, accept=RESULTS, parameters=parameters, limits=LIMITS)
    text = write(found, "csv", LIMITS).read().decode()
    return time.perf_counter() - started, text


def measured(name: str, base: str, query: str, parameters: dict[str, list[str]]) -> float:
    """Print and return the median of the warm answers; the first is cold."""
    cold, text = ask(base, query, parameters)
    warm = [ask(base, query, parameters)[0] for _ in range(TURNS)]
    found = Counter(row.split(",")[0] for row in text.splitlines()[1:])
    lamps = sum(int(row.rsplit(",", 1)[1]) for row in text.splitlines()[1:])
    median = statistics.median(warm)
    print(
        f"{name}: cold {cold:.2f} s, warm {median:.2f} s (median of {TURNS}, worst"
        f" {max(warm):.2f} s); {lamps:,} lamps, {len(found)} councils"
    )
    return median


def main() -> None:
    """Make the data, load it, ask."""
    rows = dataset_count(ROWS) // len(COUNCILS)
    query = next(each.query for each in examples(SITE) if each.title == QUESTION)
    with tempfile.TemporaryDirectory() as name, store(Path(name)) as base:
        folder = Path(name)
        triples, seconds = 0, 0.0
        graphs = [(f"{SITE}/graph/def/streetlights", vocabulary(folder))]
        for council in COUNCILS:
            graph, path, count = triples_of(harmonised(council, folder, rows))
            graphs.append((graph, path))
            triples += count
        for graph, path in graphs:
            seconds += load(base, graph, path)
        print(f"{triples:,} triples of {rows * len(COUNCILS):,} lights, loaded in {seconds:.0f} s")
        union = {"union-default-graph": [""]}
        ours = measured("Oxigraph", base, query, union)
        hand_over(
            [
                Measurement(
                    "lamps by type per council", 1 / ours, 1 / GOAL_S, "answers/s", 1, "the goal"
                )
            ]
        )


if __name__ == "__main__":
    main()
