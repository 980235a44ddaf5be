"""A stored report as CSV for people and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from .groups import GROUPS, WITHOUT_FINDING, grouped

_COLUMNS: tuple[str, ...] = (
    "result", "check", "severity", "blocks", "owner", "dimension", "level", "column", "pattern",
    "count", "rows", "message", "fix",
)  # fmt: skip


def as_json(report: Mapping[str, Any]) -> str:
    """Return the report as JSON text, its keys in the order of the report."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_csv(report: Mapping[str, Any]) -> str:
    """Return one line for each check that found nothing; for a finding one, and one a pattern.

    ``report`` is as `Report.as_dict` gives it. Columns: result (Passed, Must fix, Should fix,
    Noted, Not applicable), check, severity, blocks (yes, no), owner, dimension, level, column,
    pattern, count, rows (row numbers joined by a space), message, fix. RFC 4180 with CRLF.
    """
    text = io.StringIO(newline="")
    writer: csv.DictWriter[str] = csv.DictWriter(text, _COLUMNS, restval="")
    writer.writeheader()
    groups = grouped(report)
    for group in GROUPS:
        for line in groups[group.id]:
            if group.id in WITHOUT_FINDING:
                passed = {"check": line["id"], "dimension": line["dimension"]}
                writer.writerow({"result": group.title, **passed, "message": line["message"]})
                continue
            writer.writerow(_finding(group.title, line))
            writer.writerows(_pattern(group.title, line, one) for one in line.get("patterns", ()))
    return text.getvalue()


def _finding(title: str, line: Mapping[str, Any]) -> dict[str, Any]:
    same = ("severity", "owner", "dimension", "level", "column", "count", "message", "fix")
    return {
        "result": title,
        "check": line["id"],
        "blocks": "yes" if line.get("blocks") else "no",
        "rows": _rows(line.get("rows", ())),
        **{name: line.get(name, "") for name in same},
    }


def _pattern(title: str, line: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "result": title,
        "check": line["id"],
        "column": one["column"],
        "pattern": one["pattern"],
        "count": one["count"],
        "rows": _rows(one["rows"]),
        "message": f"Expected: {one['expected']}" if one["expected"] else "",
    }


def _rows(rows: Any) -> str:
    return " ".join(map(str, rows))
