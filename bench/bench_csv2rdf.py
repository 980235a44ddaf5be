"""Rows to RDF, eight triples a row: ``civic csv2rdf`` beside morph-kgc, csvwlib and f-strings.

Each tool is a process of its own. Its speed is that of the rows after the first 2,000: the time
of many rows less the time of 2,000, so that no start counts. Before anything is handed over, the
2,000 rows' triples of every tool have been found the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench import street_lights as lights
from bench.measurement import Measurement, dataset_count, hand_over
from bench.peer_environments import python_of

# our choice: ten times the quickest mapping engine, fifty times the other CSVW library, and at
# least half as fast as writing the strings without looking at them
MORPH_GOAL, CSVWLIB_GOAL, PLAIN_GOAL = 10, 50, 0.5
FEW = 2_000
MOST_MB = 150
# The slow ones get fewer rows; a speed is rows a second.
SHARE = {"morph-kgc": 5, "csvwlib": 100}

Command = Callable[[Path, Path], Sequence[str]]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def table_of(folder: Path, rows: int) -> Path:
    """Return a new table with its metadata beside it."""
    table = folder / f"lights-{rows}.csv"
    lights.write_table(table, rows)
    lights.write_csvw(Path(f"{table}-metadata.json"), table.name)
    return table


def ours(table: Path, output: Path) -> Sequence[str]:
    """Return our command."""
    program = Path(sys.executable).with_name("civic")
    return [str(program), "csv2rdf", str(table), "--minimal", "-o", str(output)]


def morph_kgc(table: Path, output: Path) -> Sequence[str]:
    """Return morph-kgc's command: one process, as ours is."""
    mapping, config = table.with_suffix(".ttl"), table.with_suffix(".ini")
    lights.write_rml(mapping, table)
    config.write_text(
        f"[CONFIGURATION]\noutput_file={output}\noutput_format=N-TRIPLES\nnumber_of_processes=1\n"
        f"logging_level=ERROR\n[lights]\nmappings={mapping}\n",
        encoding="utf-8",
    )
    return [python_of("morph-kgc"), "-m", "morph_kgc", str(config)]


def csvwlib(address: str, table: Path, output: Path) -> Sequence[str]:
    """Return csvwlib's command; it reads over HTTP only."""
    script = Path(__file__).with_name("csv2rdf_csvwlib.py")
    url = f"{address}/{table.name}"
    return [python_of("csvwlib"), str(script), url, f"{url}-metadata.json", str(output)]


def plain(table: Path, output: Path) -> Sequence[str]:
    """Return the command that writes f-strings."""
    return [sys.executable, "-m", "bench.street_lights", str(table), str(output)]


def timed(command: Sequence[str], output: Path) -> tuple[float, float]:
    """Return seconds and peak memory in MB of a process; raises RuntimeError when it fails."""
    output.unlink(missing_ok=True)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {errors[-500:]}")
    return seconds, usage.ru_maxrss / 1024


def speed(command: Command, few: Path, many: Path, rows: int) -> tuple[float, float]:
    """Return rows a second and the peak memory in MB of the large run, its result checked."""
    output = many.with_suffix(".nt")
    least, _ = timed(command(few, few.with_suffix(".nt")), few.with_suffix(".nt"))
    most, memory = timed(command(many, output), output)
    with output.open("rb") as file:
        triples = sum(1 for line in file if line.strip())
    output.unlink()
    if triples != rows * lights.TRIPLES_A_ROW:
        raise RuntimeError(f"{command} wrote {triples:,} triples for {rows:,} rows")
    return (rows - FEW) / (most - least), memory


def main() -> None:
    """Convert with each tool, hand over."""
    count = max(dataset_count(1_000_000), FEW * 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        hand_over(measured(folder, count, address))
        server.shutdown()


def measured(folder: Path, count: int, address: str) -> list[Measurement]:
    """Return all comparisons."""
    few = table_of(folder, FEW)
    our_speed, our_mb = speed(ours, few, table_of(folder, count), count)
    if our_mb > MOST_MB:
        raise RuntimeError(f"{our_mb:.0f} MB at most, more than {MOST_MB}")
    expected = triples_of(few)
    found: list[Measurement] = []
    tools: list[tuple[str, Command, int, float]] = [
        ("morph-kgc 2.8.1", morph_kgc, count // SHARE["morph-kgc"], MORPH_GOAL),
        ("csvwlib 0.3.2", partial(csvwlib, address), count // SHARE["csvwlib"], CSVWLIB_GOAL),
        ("f-strings, unchecked", plain, count, PLAIN_GOAL),
    ]
    for peer, command, rows, goal in tools:
        rows = max(rows, FEW * 2)
        peer_speed, _ = speed(command, few, table_of(folder, rows), rows)
        if triples_of(few) != expected:
            raise RuntimeError(f"{peer} wrote other triples than ours")
        title = f"csv2rdf, {count:,} rows in {our_mb:.0f} MB"
        found.append(Measurement(title, our_speed, peer_speed, "rows/s", goal, peer))
    return found


def triples_of(table: Path) -> set[str]:
    """Return the lines that a tool wrote for a table."""
    text = table.with_suffix(".nt").read_text(encoding="utf-8")
    return {line for line in text.splitlines() if line}


if __name__ == "__main__":
    main()
