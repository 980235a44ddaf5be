"""Facts, batches and one crosswalk for tests of checks."""

from __future__ import annotations

from dataclasses import replace

from ckanext.civic.harmonise.checks import Facts, KeptOut, all_checks
from ckanext.civic.harmonise.crosswalks import Crosswalk, load_crosswalk
from ckanext.civic.harmonise.mapping.batch import MappedBatch
from ckanext.civic.harmonise.mapping.keys import Claims
from ckanext.civic.harmonise.mapping.names import Names
from ckanext.civic.harmonise.mapping.positions import Locator
from ckanext.civic.harmonise.report import DroppedRow, DroppedRows, Finding

LIGHTS = load_crosswalk("trafford-streetlights")
SPEND = load_crosswalk("trafford-spend")
NAMES = Names("http://trafford.example", "http://hub.example", "trafford", "lights")


class Listed:
    """A list of rows in memory, where a run has a file."""

    def __init__(self) -> None:
        self.lines: list[tuple] = []

    def write(self, row, key, check, column, value, expected, last=0) -> None:
        self.lines.append((row, key, check, column, value, expected))


def facts(crosswalk: Crosswalk = SPEND, **known) -> Facts:
    """Return facts of a run in which all is well, but for what is given."""
    header = known.pop("header", crosswalk.columns)
    dropped = DroppedRows(DroppedRow(*row) for row in known.pop("dropped", ()))
    known.setdefault("resources_out", 1)
    known["claims"] = Claims(known.get("claims", ()))
    return Facts(crosswalk, "file.csv", tuple(header), Locator(crosswalk), dropped=dropped, **known)


def batch(columns=None, keys=None, sources=None, start: int = 1) -> MappedBatch:
    """Return records from columns of values."""
    columns = columns or {}
    count = len(next(iter(columns.values()))) if columns else len(keys or sources or [])
    keys = keys or [f"k{n}" for n in range(start, start + count)]
    numbers = list(range(start, start + count))
    return MappedBatch(numbers, keys, keys, columns, sources or [])


def judge(
    id: str,
    given: Facts,
    *batches: MappedBatch,
    kept_out: list[KeptOut] | None = None,
    listed: Listed | None = None,
) -> list[Finding]:
    """Return what a check finds."""
    one = all_checks()[id](given.crosswalk)
    one.tally.listing = listed
    one.place(given.header)
    for some in batches:
        one.observe(some)
    for row in kept_out or ():
        one.observe_kept_out(row)
    return list(one.finish(given))


def kept_out(check: str, count: int = 12, value: str = "abc", shown: str = "") -> list[KeptOut]:
    """Return rows 1 to ``count`` that an amount kept out."""
    return [
        KeptOut(row, f"k{row}", "Amount", check, "a number", value, shown)
        for row in range(1, count + 1)
    ]


def with_checks(crosswalk, **checks):
    """Return a crosswalk whose model sets parameters of checks."""
    return replace(crosswalk, model=replace(crosswalk.model, checks=checks))
