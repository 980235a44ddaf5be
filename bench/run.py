"""Run the benchmarks and print one table: ours, peer, ratio, goal.

``python -m bench.run [name …]`` runs those that are named (``catalogue_page``), else every
``bench_*.py``, each in a process of its own. ``--write`` puts the table into
docs/reference/benchmarks.md. ``BENCH_N`` makes them small. Ends with 1 when one could not run.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from bench.measurement import Measurement, received

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "benchmarks.md"
LINES_OF_ERROR = 20
START, END = "<!-- table -->", "<!-- end of table -->"
HEADINGS = ("benchmark", "peer", "unit", "ours", "peer's", "ratio", "goal", "")


def names() -> list[str]:
    """Return the name of every benchmark."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def run_one(command: Sequence[str]) -> list[Measurement]:
    """Run one benchmark's process; raises RuntimeError with the end of its errors."""
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True)
    if done.returncode:
        end = "\n".join(done.stderr.splitlines()[-LINES_OF_ERROR:])
        raise RuntimeError(f"it ended with {done.returncode}\n{end}")
    try:
        return received(done.stdout)
    except ValueError as error:
        raise RuntimeError(str(error)) from error


def number(value: float) -> str:
    """Return a speed or ratio with three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cells(item: Measurement) -> tuple[str, ...]:
    """Return the texts of one row."""
    speeds = (number(item.ours), number(item.peer), number(item.ratio), number(item.goal))
    return (item.name, item.peer_name, item.unit, *speeds, "met" if item.is_met else "missed")


def table(measurements: Sequence[Measurement]) -> str:
    """Return the table as text that is Markdown too."""
    rows = [HEADINGS, *(cells(item) for item in measurements)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    first_number = HEADINGS.index("ours")

    def line(row: Sequence[str]) -> str:
        padded = (
            text.rjust(width) if column >= first_number else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = [
        "-" * (width - 1) + (":" if column >= first_number else "-")
        for column, width in enumerate(widths)
    ]
    return "\n".join([line(rows[0]), line(rule), *(line(row) for row in rows[1:])])


def write_page(text: str, page: Path = PAGE) -> None:
    """Put the table and today's date between the marks of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page.name} has no place for the table ({START} … {END})")
    day = datetime.now(timezone.utc).date().isoformat()
    body = f"{before}{START}\nMeasured on {day}:\n\n{text}\n{END}{after}"
    page.write_text(body, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; return the exit code."""
    wanted = [name for name in arguments if not name.startswith("-")] or names()
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}: choose from {names()}")
        return 2
    measurements: list[Measurement] = []
    failed: list[str] = []
    for name in wanted:
        print(f"Running {name} …", file=sys.stderr, flush=True)
        try:
            measurements += run_one([sys.executable, "-m", f"bench.bench_{name}"])
        except RuntimeError as error:
            failed.append(f"{name} could not be run: {error}")
    if measurements:
        print(table(measurements))
    if "--write" in arguments and not failed:
        write_page(table(measurements))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
