"""KML (OGC 12-007r2), also out of KMZ: one row a placemark, its geometry as WKT."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile, UnusableTable
from ..assemble import table_under
from ..content import Content
from ..kml_geometry import geometry_of
from ..limits import MAX_COLUMNS, MAX_RECORD_ELEMENTS, too_large
from ..table import Source, Table
from ..text_start import root_name
from ..wkt import wkt
from ..xml_events import elements, forget, local_name
from .registry import Format, file_format

_NO_VALUES = {
    *("styleUrl", "Style", "StyleMap", "visibility", "open", "LookAt", "Camera", "Region"),
    *("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track"),
    *("MultiTrack", "ExtendedData"),
}
_FOLDER, _GEOMETRY = "folder", "geometry"


@file_format
class Kml(Format):
    """Placemarks with their extended data."""

    id = "KML"
    order = 30

    def recognises(self, content: Content) -> bool:
        """Tell by the root element."""
        return root_name(content) == "kml"

    def read(self, content: Content, source: Source) -> Table:
        """Return the placemarks, after reading all of them once for their values.

        Raises UnreadableFile for a geometry that cannot be read, UnusableTable for no placemark.
        """
        columns: dict[str, None] = {}
        types: Counter[str] = Counter()
        for number, (values, geometry) in enumerate(_placemarks(content), 1):
            columns.update(dict.fromkeys(values))
            types[geometry["type"] if geometry else "none"] += 1
            _text(content, number, geometry)
            if len(columns) > MAX_COLUMNS:
                raise _unreadable(content, number, f"There are more than {MAX_COLUMNS:,} values.")
        if not types:
            raise UnusableTable(
                "The KML has no placemark.",
                place=Place(file=content.name),
                advice="A network link or an overlay holds no table: publish what it leads to.",
            )
        geometry_name = _GEOMETRY if _GEOMETRY not in columns else f"placemark {_GEOMETRY}"

        def read() -> Iterator[list[str]]:
            for number, (values, geometry) in enumerate(_placemarks(content), 1):
                row = [values.get(column, "") for column in columns]
                yield [*row, _text(content, number, geometry)]

        decisions = {
            "format": self.id,
            "geometry_column": geometry_name,
            "geometry_types": dict(types),
            "geometry_crs": "OGC:CRS84 (longitude, latitude; KML has no other)",
        }
        return table_under(content.name, [*columns, geometry_name], read, decisions)


def _placemarks(content: Content) -> Iterator[tuple[dict[str, str], dict[str, Any] | None]]:
    folders: list[str] = []
    inside = count = 0
    with content.open() as file:
        for event, element, _ in elements(file, content.name):
            kind = local_name(element)
            if event == "start":
                inside += kind == "Placemark"
                count = count + 1 if inside else 0
                if count > MAX_RECORD_ELEMENTS:
                    raise too_large(
                        content.name, f"A placemark has over {MAX_RECORD_ELEMENTS:,} elements."
                    )
                if kind == "Folder":
                    folders.append("")
            elif kind == "Placemark":
                inside -= 1
                yield _values(element, [one for one in folders if one]), geometry_of(element)
                forget(element)
            elif kind == "Folder":
                folders.pop()
                forget(element)
            elif not inside:
                if kind == "name" and folders and local_name(element.getparent()) == "Folder":
                    folders[-1] = (element.text or "").strip()
                forget(element)


def _values(placemark: Any, folders: list[str]) -> dict[str, str]:
    """Return the texts of a placemark by name; what only draws it is left out."""
    values: dict[str, str] = {}
    if placemark.get("id"):
        values["@id"] = placemark.get("id")
    if folders:
        values[_FOLDER] = " / ".join(folders)
    for child in placemark:
        if not isinstance(child.tag, str):
            continue
        kind = local_name(child)
        if kind == "ExtendedData":
            _extended(child, values)
        elif kind not in _NO_VALUES:
            for leaf in child.iter():
                if isinstance(leaf.tag, str) and not len(leaf) and (leaf.text or "").strip():
                    name = kind if leaf is child else f"{kind}/{local_name(leaf)}"
                    values[name] = leaf.text
    return values


def _extended(data: Any, values: dict[str, str]) -> None:
    """Add ``Data``, ``SimpleData`` and foreign elements of a placemark (OGC 12-007r2, 9.3)."""
    for element in data.iter():
        if not isinstance(element.tag, str):
            continue
        kind = local_name(element)
        if kind == "Data":
            value = next((one for one in element if local_name(one) == "value"), None)
            values[element.get("name", "")] = "" if value is None else value.text or ""
        elif kind in ("SimpleData", "SimpleArrayData"):
            values[element.get("name", "")] = "|".join(
                text.strip() for text in element.itertext() if text.strip()
            )
        elif element.getparent() is data and not len(element):
            values[kind] = element.text or ""


def _text(content: Content, number: int, geometry: dict[str, Any] | None) -> str:
    try:
        return wkt(geometry)
    except (ValueError, RecursionError) as error:
        raise _unreadable(content, number, f"Its geometry cannot be read: {error}.") from error


def _unreadable(content: Content, number: int, message: str) -> UnreadableFile:
    return UnreadableFile(
        f"Placemark {number} cannot be read. {message}",
        place=Place(file=content.name, row=number),
        advice="Correct it in the source and export it again.",
    )
