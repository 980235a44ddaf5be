"""The companion table of things that are no more, so that their addresses keep answering.

A thing stays in it in every later release. It has what a visitor of the old address needs: what it
was called, since when it is no more, why, and what replaced it. A thing that was published by
mistake keeps its address and the reason only, because its name may be the mistake.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

PROV_ENTITY = "http://www.w3.org/ns/prov#Entity"


@dataclass(frozen=True)
class EndedThing:
    """One row: address, label, what happened, when, why, and the addresses that replaced it.

    ``ended_on`` (a day), ``ended_in`` (a month) or ``ended_year``: one of them, as exactly as it is
    known. ``withdrawn_at`` is the time of the release that left it out (ISO 8601 UTC).
    ``type`` is the class of the row's thing. A thing that several others replaced has a row for
    each: the first is whole, the others have address, ``change`` and ``replaced_by`` only, because
    a CSVW column makes one address of a cell.
    """

    uri: str
    label: str = ""
    change: str = ""
    ended_on: str = ""
    ended_in: str = ""
    ended_year: str = ""
    withdrawn_at: str = ""
    reason: str = ""
    replaced_by: str = ""
    type: str = PROV_ENTITY


ENDED_COLUMNS = tuple(one.name for one in fields(EndedThing))


def day_fields(day: str) -> dict[str, str]:
    """Return the field that holds a day, month or year: ``{"ended_in": "2024-03"}``."""
    names = {10: "ended_on", 7: "ended_in", 4: "ended_year"}
    return {names[len(day)]: day} if day else {}


def write_ended(path: Path, things: Iterable[EndedThing]) -> int:
    """Write the table, sorted by address; return how many rows it has."""
    ordered = sorted(things, key=lambda one: (one.uri, not one.type, one.replaced_by))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ENDED_COLUMNS)
        writer.writerows(astuple(one) for one in ordered)
    return len(ordered)


def read_ended(path: Path | None) -> list[EndedThing]:
    """Return the things of an earlier release's table; none when there is no such table."""
    if path is None or not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            EndedThing(**{name: row.get(name) or "" for name in ENDED_COLUMNS})
            for row in csv.DictReader(file)
        ]


def ended_table(csv_name: str) -> dict[str, Any]:
    """Return the CSVW description of the table, one of the tables of a table group.

    Triples: ``<uri> a prov:Entity; rdfs:label; schema:endDate (day, month or year);
    prov:invalidatedAtTime; dcterms:isReplacedBy; rdfs:comment``.
    Source: PROV-O 3.1 (invalidation), DCMI isReplacedBy, schema.org endDate.
    """
    end = "http://schema.org/endDate"
    prov = "http://www.w3.org/ns/prov#"
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    columns: list[dict[str, Any]] = [
        {"name": "uri", "titles": "uri", "datatype": "anyURI", "required": True,
         "suppressOutput": True},
        _column("label", "Name", rdfs + "label", "string"),
        {"name": "change", "titles": "change", "dc:title": "ended, mistake or renamed",
         "datatype": "string", "suppressOutput": True},
        _column("ended_on", "Day on which it ended", end, "date"),
        _column("ended_in", "Month in which it ended", end, "gYearMonth"),
        _column("ended_year", "Year in which it ended", end, "gYear"),
        _column("withdrawn_at", "Left out since", prov + "invalidatedAtTime", "dateTime"),
        _column("reason", "Reason", rdfs + "comment", "string"),
        {"name": "replaced_by", "titles": "replaced_by", "dc:title": "Replaced by",
         "datatype": "anyURI", "valueUrl": "{+replaced_by}",
         "propertyUrl": "http://purl.org/dc/terms/isReplacedBy"},
        {"name": "type", "titles": "type", "datatype": "anyURI", "valueUrl": "{+type}",
         "propertyUrl": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"},
    ]  # fmt: skip
    return {
        "url": csv_name,
        "dc:title": "Things that are no more",
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "aboutUrl": "{+uri}",
            "columns": columns,
        },
    }


def _column(name: str, title: str, predicate: str, datatype: str) -> dict[str, Any]:
    return {
        "name": name,
        "titles": name,
        "dc:title": title,
        "datatype": datatype,
        "propertyUrl": predicate,
    }
