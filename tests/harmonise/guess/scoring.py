"""Hold a guess against what a person would map."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ckanext.civic.harmonise.guess import Guess
from ckanext.civic.harmonise.readers import Table

CASES = Path(__file__).with_name("cases")


@dataclass
class Score:
    """How many columns that a person would map were mapped so, missed, or mapped otherwise."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of the columns that a person would map."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    def __iadd__(self, other: Score) -> Score:
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.details += other.details
        return self


def score(name: str, guess: Guess, wanted: Mapping[str, set[str | None]]) -> Score:
    """Score each column; ``wanted`` has the acceptable fields, with None where it may be left."""
    found = Score()
    for one in guess.columns:
        fields = wanted.get(one.column, {None})
        named = fields - {None}
        if one.field is None:
            if named and None not in fields:
                found.missed += 1
                found.details.append(f"{name}: missed “{one.column}” ({one.reason})")
        elif one.field in named:
            found.right += None not in fields
        else:
            found.wrong += 1
            found.details.append(f"{name}: wrong “{one.column}” → {one.field} ({one.reason})")
    return found


def load_cases(group: str) -> dict[str, dict[str, Any]]:
    """Return the invented files of a group by name."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((CASES / group).glob("*.yaml"))
    }


def table_of(case: Mapping[str, Any]) -> Table:
    """Return an invented file as a reader gives it."""
    header, *rows = csv.reader(io.StringIO(case["table"]))
    return Table(case["name"], tuple(header), lambda: iter(rows))


def wanted_of(case: Mapping[str, Any]) -> dict[str, set[str | None]]:
    """Return the acceptable fields of each column of an invented file."""
    return {
        column: set(fields) if isinstance(fields, list) else {fields}
        for column, fields in case["columns"].items()
    }


def repeated(values: list[str]) -> list[str]:
    """Return the values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]
