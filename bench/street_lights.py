"""A table of street lights that gives eight triples a row, described for each of the tools."""

from __future__ import annotations

import csv
import json
import random
import sys
from pathlib import Path

TRIPLES_A_ROW = 8
HEADER = ("id", "road", "lamp", "watts", "height", "lat", "long")
DEFINED = "http://example.org/def/"
LIGHT = "http://example.org/id/light/"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# column -> property, datatype (None: a plain string)
PROPERTIES = {
    "id": ("http://purl.org/dc/terms/identifier", None),
    "road": (DEFINED + "road", None),
    "watts": (DEFINED + "watts", "integer"),
    "height": (DEFINED + "height", "decimal"),
    "lat": (_GEO + "lat", "decimal"),
    "long": (_GEO + "long", "decimal"),
}


def write_table(path: Path, rows: int) -> None:
    """Write the CSV: 2,000 roads, 25 kinds of lamp, every light in its own place."""
    random.seed(1)
    kinds = [(kind, watts) for kind in ("LED", "SON", "SOX") for watts in range(20, 145, 15)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            kind, watts = random.choice(kinds)
            place = (53.3 + random.random() * 0.4, -2.6 + random.random() * 0.6)
            writer.writerow(
                (
                    f"SL{number:07d}",
                    f"Road {random.randrange(2000)}",
                    f"{kind}{watts}W",
                    watts,
                    random.choice(("5.0", "6.0", "8.0", "10.0", "12.0")),
                    # the last digit is never 0, which one peer would leave out
                    f"{place[0]:.5f}{random.randint(1, 9)}",
                    f"{place[1]:.5f}{random.randint(1, 9)}",
                )
            )


def write_csvw(path: Path, table: str) -> None:
    """Write the CSVW metadata of the file named ``table`` beside it."""
    columns: list[dict[str, object]] = []
    for name in HEADER:
        column: dict[str, object] = {"name": name, "titles": name}
        if name == "lamp":
            column |= {"propertyUrl": DEFINED + "lamp", "valueUrl": DEFINED + "lamp/{lamp}"}
        else:
            column["propertyUrl"], datatype = PROPERTIES[name]
            column["datatype"] = datatype or "string"
        columns.append(column)
    columns.append(
        {"name": "type", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": DEFINED + "Light"}
    )
    schema = {"aboutUrl": LIGHT + "{id}", "columns": columns}
    metadata = {"@context": "http://www.w3.org/ns/csvw", "url": table, "tableSchema": schema}
    path.write_text(json.dumps(metadata, indent=2), encoding="utf-8")


def write_rml(path: Path, table: Path) -> None:
    """Write the RML mapping of ``table``."""
    maps = [
        f"rr:predicateObjectMap [ rr:predicate <{property_}> ; rr:objectMap [ rml:reference"
        f' "{name}" {f"; rr:datatype <{_XSD}{datatype}>" if datatype else ""} ] ]'
        for name, (property_, datatype) in PROPERTIES.items()
    ]
    maps.append(
        f"rr:predicateObjectMap [ rr:predicate <{DEFINED}lamp> ;"
        f' rr:objectMap [ rr:template "{DEFINED}lamp/{{lamp}}" ] ]'
    )
    path.write_text(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n"
        f'<#light> a rr:TriplesMap ; rml:logicalSource [ rml:source "{table}" ;'
        " rml:referenceFormulation ql:CSV ] ;\n"
        f'rr:subjectMap [ rr:template "{LIGHT}{{id}}" ; rr:class <{DEFINED}Light> ] ;\n'
        + " ;\n".join(maps)
        + " .\n",
        encoding="utf-8",
    )


def write_plainly(table: Path, output: Path) -> None:
    """Write the same triples with f-strings and no check of anything: the least work there is."""
    with table.open(encoding="utf-8", newline="") as source, output.open("w") as target:
        reader = csv.reader(source)
        next(reader)
        for id_, road, lamp, watts, height, lat, long in reader:
            s = f"<{LIGHT}{id_}>"
            target.write(
                f'{s} <http://purl.org/dc/terms/identifier> "{id_}" .\n'
                f'{s} <{DEFINED}road> "{road}" .\n'
                f"{s} <{DEFINED}lamp> <{DEFINED}lamp/{lamp}> .\n"
                f'{s} <{DEFINED}watts> "{watts}"^^<{_XSD}integer> .\n'
                f'{s} <{DEFINED}height> "{height}"^^<{_XSD}decimal> .\n'
                f'{s} <{_GEO}lat> "{lat}"^^<{_XSD}decimal> .\n'
                f'{s} <{_GEO}long> "{long}"^^<{_XSD}decimal> .\n'
                f"{s} <{_TYPE}> <{DEFINED}Light> .\n"
            )


if __name__ == "__main__":
    write_plainly(*map(Path, sys.argv[1:]))
