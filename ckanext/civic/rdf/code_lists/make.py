"""Writes the generated tables of this folder from the official ones.

    python -m ckanext.civic.rdf.code_lists.make FOLDER

``FOLDER`` holds the official tables under the names in ``TABLES`` (RDF, any syntax that rdflib
reads), mime-db's ``db.json`` and the package iso-639-3's ``iso6393.json``. README.md beside this
file says where each comes from and which version the tables here were made of.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DC, SKOS

HERE = Path(__file__).resolve().parent
EU = "http://publications.europa.eu/resource/authority/"
AUTHORITY = "http://publications.europa.eu/ontology/authority/"
PROVISIONAL = "OP_DATPRO"  # the Office's mark for "to be replaced", no value of any list

# file here: (official table, base of its concepts)
TABLES = {
    "access_rights.csv": ("access-right", f"{EU}access-right/"),
    "frequencies.csv": ("frequency", f"{EU}frequency/"),
    "hvd_categories.csv": ("high-value-dataset-category", "http://data.europa.eu/bna/"),
    "licences_eu.csv": ("licence", f"{EU}licence/"),
    "themes.csv": ("data-theme", f"{EU}data-theme/"),
}


def concepts(graph: Graph, base: str) -> dict[str, str]:
    """Return the English name of each concept below ``base`` by its code."""
    found: dict[str, str] = {}
    for node, label in graph.subject_objects(SKOS.prefLabel):
        code = str(node).removeprefix(base)
        is_english = isinstance(label, Literal) and label.language in ("en", None)
        if str(node).startswith(base) and code != PROVISIONAL and is_english:
            found[code] = str(label)
    return found


def mapped(graph: Graph, node: URIRef, source: str) -> list[str]:
    """Return the values that the file type table maps a type to in one of its sources."""
    values = []
    for code in graph.objects(node, URIRef(AUTHORITY + "op-mapped-code")):
        if str(graph.value(code, DC.source)) == source:
            values.append(str(graph.value(code, URIRef(AUTHORITY + "legacy-code"))))
    return sorted(values)


def file_types(graph: Graph) -> Iterable[tuple[str, ...]]:
    """Yield code, title, extensions (without the dot, by spaces) and media type of file types."""
    base = f"{EU}file-type/"
    for code, title in sorted(concepts(graph, base).items()):
        node = URIRef(base + code)
        extensions = " ".join(e.lstrip(".").lower() for e in mapped(graph, node, "file-extension"))
        media = mapped(graph, node, "mime-type-cellar")
        yield code, title, extensions, media[0].partition(";")[0] if media else ""


def media_types(database: dict[str, dict[str, object]]) -> Iterable[tuple[str, str]]:
    """Yield IANA's registered media types with their usual extensions, by spaces."""
    for name, entry in sorted(database.items()):
        if entry.get("source") == "iana":
            extensions = entry.get("extensions")
            yield name, " ".join(extensions if isinstance(extensions, list) else [])


def languages(entries: list[dict[str, str]]) -> Iterable[tuple[str, str, str]]:
    """Yield tag (ISO 639-1, else 639-2/T), authority code and name of ISO 639-2's languages.

    The authority table's codes are those of ISO 639-3 in capitals.
    """
    for entry in sorted(entries, key=lambda entry: entry["iso6393"]):
        if entry.get("iso6392T"):
            tag = entry.get("iso6391") or entry["iso6393"]
            yield tag, entry["iso6393"].upper(), entry["name"]


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table beside this file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write every generated table."""
    for name, (table, base) in TABLES.items():
        graph = Graph().parse(folder / f"{table}.ttl")
        write(name, ("code", "title"), sorted(concepts(graph, base).items()))
    graph = Graph().parse(folder / "file-type.rdf")
    write("file_types.csv", ("code", "title", "extensions", "media_type"), file_types(graph))
    database = json.loads((folder / "db.json").read_text(encoding="utf-8"))
    write("media_types.csv", ("media_type", "extensions"), media_types(database))
    entries = json.loads((folder / "iso6393.json").read_text(encoding="utf-8"))
    write("languages.csv", ("tag", "code", "name"), languages(entries))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
