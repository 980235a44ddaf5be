"""XML with a repeated record element, as FME and many systems write it: one row a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile, UnusableTable
from ..assemble import table_under
from ..content import Content
from ..limits import MAX_RECORD_ELEMENTS, too_large
from ..not_tables import not_a_table
from ..record_survey import RecordSurvey
from ..table import Source, Table
from ..text_start import root_name, text_start
from ..xml_events import elements, forget, local_name
from .registry import Format, file_format

JOINED_BY = "|"
_SHOWN_NAMES = 20
_NO_RECORDS = {
    "rdf": "linked data already (RDF/XML), not rows",
    "workbook": "an XML spreadsheet of Excel 2003: open it and save it as XLSX or CSV",
    "schema": "an XML schema, not the data",
    "svg": "a drawing (SVG)",
}


@file_format
class RecordXml(Format):
    """XML that no other format knows."""

    id = "record XML"
    order = 60

    def recognises(self, content: Content) -> bool:
        """Tell what begins as XML does; whether it is well-formed, reading will say."""
        return text_start(content).startswith("<")

    def read(self, content: Content, source: Source) -> Table:
        """Return the records: of the declared element, or of that which repeats the most text.

        A column is a path below the record, attributes with ``@``; names are without namespace.
        Raises UnusableTable when no element repeats, UnreadableFile for what is no plain XML.
        """
        told = _NO_RECORDS.get(root_name(content).casefold())
        if told:
            raise not_a_table(content, told)
        survey = RecordSurvey()
        with content.open() as file:
            for event, element, _ in elements(file, content.name):
                survey.start(element) if event == "start" else survey.end(element)
                if event == "end":
                    forget(element)
        if survey.is_too_varied:
            raise _too_varied(content)
        record = survey.choose(source.record)
        if not record:
            raise _no_record(content, source.record, survey)
        columns = survey.columns(record)

        def read() -> Iterator[list[str]]:
            return _rows(content, record, columns)

        decisions: dict[str, Any] = {
            "format": self.id,
            "record": record,
            "records": survey.counts[record],
            "joined_by": JOINED_BY,
        }
        others = survey.others(record)
        if others:
            decisions["other_records"] = others
        outside = survey.outside(record)
        if outside:
            decisions["not_read"] = outside[:_SHOWN_NAMES]
        return table_under(
            content.name, columns, read, decisions, locate=lambda: _lines(content, record)
        )


def _records(content: Content, record: str) -> Iterator[Any]:
    """Yield each record element whole; it is emptied when the next one is asked for."""
    paths = [""]
    inside = f"{record}/"
    count = 0
    with content.open() as file:
        for event, element, _ in elements(file, content.name):
            if event == "start":
                paths.append(f"{paths[-1]}/{local_name(element)}".lstrip("/"))
                count += 1
                if count > MAX_RECORD_ELEMENTS:
                    raise too_large(
                        content.name, f"A record has more than {MAX_RECORD_ELEMENTS:,} elements."
                    )
                continue
            path = paths.pop()
            if path == record:
                yield element
            if not path.startswith(inside):
                forget(element)
                count = 0


def _rows(content: Content, record: str, columns: list[str]) -> Iterator[list[str]]:
    for element in _records(content, record):
        values: dict[str, list[str]] = {}
        _collect(element, "", values)
        yield [JOINED_BY.join(values.get(column, ())) for column in columns]


def _lines(content: Content, record: str) -> Iterator[int]:
    for element in _records(content, record):
        yield element.sourceline or 0


def _collect(element: Any, path: str, values: dict[str, list[str]]) -> None:
    """Add the texts and attributes of an element and all below it, by their path."""
    for name, value in element.attrib.items():
        _add(values, f"{path}/@{name.rpartition('}')[2]}".lstrip("/"), value)
    texts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, f"{path}/{local_name(child)}".lstrip("/"), values)
        texts.append(child.tail or "")
    _add(values, path or ".", " ".join(text.strip() for text in texts if text.strip()))


def _add(values: dict[str, list[str]], path: str, text: str) -> None:
    if text:
        values.setdefault(path, []).append(text)


def _too_varied(content: Content) -> UnreadableFile:
    return UnreadableFile(
        "The XML has too many different elements to be one table.",
        place=Place(file=content.name),
        advice="Publish the table itself as CSV.",
    )


def _no_record(content: Content, declared: str, survey: RecordSurvey) -> UnusableTable:
    known = ", ".join(survey.candidates()[:_SHOWN_NAMES])
    return UnusableTable(
        f"The crosswalk declares the record element “{declared}”, which is not there."
        if declared
        else "No element of the XML repeats as the rows of a table do.",
        place=Place(file=content.name),
        advice=f"Declare one as ‘record’: {known}." if known else "Publish the table as CSV.",
    )
