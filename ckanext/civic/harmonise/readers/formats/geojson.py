"""GeoJSON (RFC 7946 and its forerunner of 2008): one row a feature, its geometry as WKT."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, Any, cast

import ijson

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile
from ..assemble import table_under
from ..cell_text import cell_text
from ..content import Content, holds_bytes
from ..encoding import decide_encoding
from ..limits import MAX_COLUMNS, MAX_RECORD_BYTES, sized, too_large
from ..not_tables import not_a_table
from ..shallow_json import ShallowJson
from ..table import Source, Table
from ..text_start import text_start
from ..wkt import wkt
from .registry import Format, file_format

JOINED_BY = "|"
_CRS_MEMBERS = (b'"crs"', b'"\0c\0r\0s\0"')  # also in UTF-16
_DEFAULT_CRS = "OGC:CRS84 (longitude, latitude; RFC 7946 has no other)"


@file_format
class GeoJson(Format):
    """A FeatureCollection."""

    id = "GeoJSON"
    order = 20

    def recognises(self, content: Content) -> bool:
        """Tell JSON, of which a feature collection is the only table."""
        return text_start(content).startswith(("{", "["))

    def read(self, content: Content, source: Source) -> Table:
        """Return the features, after reading all of them once for their properties."""
        encoding = decide_encoding(content, source.encoding)
        features = _Features(content, encoding.codec)
        if features.member("type") != "FeatureCollection":
            raise not_a_table(content, "JSON, but no GeoJSON FeatureCollection")
        survey = features.survey()
        header = [*survey.properties]
        id_name = _free_name("id", header) if survey.has_ids else ""
        geometry_name = _free_name("geometry", header)
        columns = [*([id_name] if id_name else []), *header, geometry_name]

        def read() -> Iterator[list[str]]:
            return features.rows(header, bool(id_name))

        crs = features.crs()
        decisions = {
            "format": self.id,
            "encoding": encoding.codec,
            "encoding_evidence": encoding.evidence,
            "geometry_column": geometry_name,
            "geometry_types": dict(survey.types),
            "geometry_crs": crs or _DEFAULT_CRS,
            "joined_by": JOINED_BY,
        }
        return table_under(content.name, columns, read, decisions)


class _Survey:
    """What the features have: names of properties in order, ids, types of geometry."""

    def __init__(self) -> None:
        self.properties: dict[str, None] = {}
        self.has_ids = False
        self.types: Counter[str] = Counter()


class _Features:
    """The features of one file, read as a stream."""

    def __init__(self, content: Content, codec: str) -> None:
        self._content, self._codec = content, codec

    def member(self, name: str) -> Any:
        """Return a member of the collection itself, or None."""
        with self._open() as file:
            return next(ijson.items(file, name), None)

    def crs(self) -> str:
        """Return the name in the ``crs`` member that GeoJSON had until 2016, or an empty text."""
        is_there = holds_bytes(self._content, _CRS_MEMBERS)
        crs = self.member("crs") if is_there else None
        if not isinstance(crs, dict):
            return ""
        properties = crs.get("properties")
        named = properties.get("name") if isinstance(properties, dict) else None
        return str(named or crs.get("type") or "")

    def survey(self) -> _Survey:
        """Read every feature once; raises UnreadableFile for one that is none."""
        found = _Survey()
        for number, feature in enumerate(self._every(), 1):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise self._wrong(number, "It is no Feature.")
            properties = feature.get("properties") or {}
            if not isinstance(properties, dict):
                raise self._wrong(number, "Its properties are no object.")
            found.properties.update(dict.fromkeys(properties))
            if len(found.properties) > MAX_COLUMNS:
                raise self._wrong(number, f"There are more than {MAX_COLUMNS:,} properties.")
            found.has_ids |= feature.get("id") is not None
            geometry = feature.get("geometry")
            self._geometry(number, geometry)
            found.types[geometry["type"] if geometry else "none"] += 1
        return found

    def rows(self, properties: list[str], has_id: bool) -> Iterator[list[str]]:
        """Yield each feature as a row."""
        for number, feature in enumerate(self._every(), 1):
            values = feature.get("properties") or {}
            row = [_text(values.get(name)) for name in properties]
            row.append(self._geometry(number, feature.get("geometry")))
            yield [_text(feature.get("id")), *row] if has_id else row

    def _geometry(self, number: int, geometry: Any) -> str:
        try:
            return wkt(geometry)
        except (ValueError, RecursionError) as error:
            raise self._wrong(number, f"Its geometry cannot be read: {error}.") from error

    def _every(self) -> Iterator[Any]:
        with self._open() as file:
            budget = _Budget(file, self._content.name)
            for feature in ijson.items(cast(IO[bytes], budget), "features.item"):
                budget.reset()
                yield feature

    @contextmanager
    def _open(self) -> Iterator[IO[bytes]]:
        try:
            with self._content.open() as file:
                yield cast(IO[bytes], ShallowJson(file, self._codec, self._content.name))
        except ijson.JSONError as error:
            raise UnreadableFile(
                f"The JSON is not well-formed ({str(error).splitlines()[0].strip()}).",
                place=Place(file=self._content.name),
                advice="Export it again as GeoJSON.",
            ) from error

    def _wrong(self, number: int, message: str) -> UnreadableFile:
        return UnreadableFile(
            f"Feature {number} cannot be read. {message}",
            place=Place(file=self._content.name, row=number),
            advice="Correct it in the source and export it again as GeoJSON.",
        )


class _Budget:
    """A stream that ends in an error when one feature takes too many bytes."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name, self._read = file, name, 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self._read += len(chunk)
        if self._read > MAX_RECORD_BYTES:
            raise too_large(self._name, f"A feature is larger than {sized(MAX_RECORD_BYTES)}.")
        return chunk

    def reset(self) -> None:
        """Begin with the next feature."""
        self._read = 0


def _free_name(name: str, taken: list[str]) -> str:
    """Return ``name``, or ``feature name`` and so on when a property is called so."""
    folded = {one.casefold() for one in taken}
    while name in folded:
        name = f"feature {name}"
    return name


def _text(value: Any) -> str:
    """Return a property as text; a list of plain values is joined, anything deeper stays JSON."""
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return JOINED_BY.join(map(cell_text, value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_plain_number)
    return cell_text(value)


def _plain_number(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)
