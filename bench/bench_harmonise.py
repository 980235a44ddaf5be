"""A council's file to a table and linked data: ``civic harmonise`` beside pandas and rdflib.

The peer is a script that does the mapping and no check. It is not the national planning data
platform, which cannot be installed from an index (docs/reference/benchmarks.md). Each is a process
of its own; its speed is that of the rows after the first 2,000, so that no start counts. Every
statement of the script must be among ours, and be the greater part of them, before anything is
handed over.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import council_files as files
from bench.bench_csv2rdf import timed
from bench.measurement import Measurement, dataset_count, hand_over
from bench.peer_environments import python_of

# our choice: at least ten times a script that does less
GOAL = 10
FEW = 2_000
SHARE = 5  # the script gets a fifth of the rows
MOST_MB = 300
LEAST_SHARE = 0.6  # of our statements, what the script must make too
PEER = "script of pandas and rdflib"


@dataclass(frozen=True)
class Case:
    """One kind of file, how many rows of it, and what the script has to know."""

    name: str
    crosswalk: str
    model: str
    rows: int
    write: Callable[[Path, int], None]
    plan: Callable[[], dict[str, Any]]


CASES = (
    Case("street lights", "manchester-streetlights", "streetlights", 100_000, files.write_lights,
         files.lights_plan),
    Case("spend", "trafford-spend", "spend", 242_000, files.write_spend, files.spend_plan),
)  # fmt: skip


def ours(case: Case, folder: Path, rows: int) -> tuple[float, float, Path]:
    """Harmonise so many rows; return seconds, peak memory in MB and the quads."""
    table = folder / f"{case.model}-{rows}.csv"
    case.write(table, rows)
    out = folder / f"ours-{case.model}-{rows}"
    civic = str(Path(sys.executable).with_name("civic"))
    command = [civic, "harmonise", str(table), "--model", case.model, "-o", str(out)]
    quads = out / f"{table.stem}.nq"
    return (*timed([*command, "--crosswalk", case.crosswalk], quads), quads)


def script(case: Case, folder: Path, rows: int) -> tuple[float, Path]:
    """Run the script on so many rows; return seconds and the quads."""
    table, plan = folder / f"{case.model}-{rows}.csv", folder / f"{case.model}.json"
    case.write(table, rows)
    plan.write_text(json.dumps(case.plan()), encoding="utf-8")
    out = folder / f"script-{case.model}-{rows}"
    quads = out.with_suffix(".nq")
    program = str(Path(__file__).with_name("harmonise_pandas.py"))
    command = [python_of("pandas-rdflib"), program, str(table), str(plan), str(out)]
    return timed(command, quads)[0], quads


def compare(case: Case, folder: Path) -> Measurement:
    """Return the comparison for one kind of file."""
    rows = max(dataset_count(case.rows), FEW * 3)
    peer_rows = max(rows // SHARE, FEW * 2)
    few, _, our_quads = ours(case, folder, FEW)
    peer_few, peer_quads = script(case, folder, FEW)
    _check_same(our_quads, peer_quads)
    many, memory, quads = ours(case, folder, rows)
    quads.unlink()
    if memory > MOST_MB:
        raise RuntimeError(f"{memory:.0f} MB at most, more than {MOST_MB}")
    peer_many, quads = script(case, folder, peer_rows)
    quads.unlink()
    title = f"harmonise {rows:,} rows of {case.name}, {many:.1f} s and {memory:.0f} MB"
    speed, peer_speed = (rows - FEW) / (many - few), (peer_rows - FEW) / (peer_many - peer_few)
    return Measurement(title, speed, peer_speed, "rows/s", GOAL, PEER)


def _check_same(our_quads: Path, peer_quads: Path) -> None:
    own = set(our_quads.read_text(encoding="utf-8").splitlines())
    others = {one for one in peer_quads.read_text(encoding="utf-8").splitlines() if one}
    strange = others - own
    if strange:
        raise RuntimeError(f"the script says what we do not: {sorted(strange)[0]}")
    if len(others) < LEAST_SHARE * len(own):
        raise RuntimeError(f"the script makes {len(others):,} of {len(own):,} statements only")


def main() -> None:
    """Harmonise each kind of file with both, hand over."""
    with tempfile.TemporaryDirectory() as name:
        hand_over([compare(case, Path(name)) for case in CASES])


if __name__ == "__main__":
    main()
