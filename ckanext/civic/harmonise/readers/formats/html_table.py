"""An HTML page that is one table, as some systems write under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no stubs

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile
from ..assemble import table_of_rows
from ..content import Content
from ..encoding import decide_encoding
from ..limits import MAX_COLUMNS, MAX_RECORD_ELEMENTS
from ..not_tables import not_a_table
from ..table import Source, Table
from ..text_start import root_name
from ..xml_events import forget
from .registry import Format, file_format

_LINE_END = "\ue000"  # private use: stands in no page
_ROOTS = {"html", "head", "meta", "body", "table", "style", "div"}
_NO_TEXT = {"script", "style", "title", "head"}
_MOST_OTHER_CHARACTERS = 500  # a caption and a note, but no page


@file_format
class HtmlTable(Format):
    """A page with one plain table and hardly anything else."""

    id = "HTML table"
    order = 40

    def recognises(self, content: Content) -> bool:
        """Tell by the first element."""
        return root_name(content).casefold() in _ROOTS

    def read(self, content: Content, source: Source) -> Table:
        """Return the table; raises UnreadableFile for any other page, saying why."""
        encoding = decide_encoding(content, source.encoding)
        codec = encoding.codec.replace("utf-8-sig", "utf-8")
        page = _Page(content, codec)
        page.refuse_if_not_plain()
        decisions = {
            "format": self.id,
            "encoding": encoding.codec,
            "encoding_evidence": encoding.evidence,
        }
        return table_of_rows(content.name, page.rows, page.lines, source, decisions)


class _Page:
    """One page, read as a stream of table rows."""

    def __init__(self, content: Content, codec: str) -> None:
        self._content, self._codec = content, codec

    def refuse_if_not_plain(self) -> None:
        """Raise UnreadableFile unless the page is one table without merged rows."""
        tables = rows = other = inside = 0
        for event, element in self._events():
            name = element.tag
            if name == "table":
                inside += 1 if event == "start" else -1
                tables += event == "start"
            if event == "start":
                continue
            rows += name == "tr"
            if not inside and name not in _NO_TEXT:
                other += len((element.text or "").strip())
            if name in ("td", "th") and _span(element, "rowspan") > 1:
                raise self._not_simple("cells merged over several rows")
        if not tables or not rows or other > _MOST_OTHER_CHARACTERS:
            raise not_a_table(self._content, "a web page")
        if tables > 1:
            raise self._not_simple("several tables")

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row; a cell over several columns is followed by empty ones."""
        for _, cells in self._numbered():
            yield cells

    def lines(self) -> Iterator[int]:
        """Yield the number of each row of the table, from 1."""
        for number, _ in self._numbered():
            yield number

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        for event, element in self._events():
            if event == "end" and element.tag == "tr":
                number += 1
                yield number, _cells(element)

    def _events(self) -> Iterator[tuple[str, Any]]:
        """Yield start and end of each element; what stands in no row is emptied at its end."""
        rows_open = count = 0
        with self._content.open() as file:
            try:
                for event, element in etree.iterparse(
                    file,
                    events=("start", "end"),
                    html=True,
                    encoding=self._codec,
                    no_network=True,
                    remove_comments=True,
                    remove_pis=True,
                ):
                    if not isinstance(element.tag, str):
                        continue
                    if element.tag == "tr":
                        rows_open += 1 if event == "start" else -1
                    yield event, element
                    count = count + 1 if rows_open else 0
                    if count > MAX_RECORD_ELEMENTS:
                        raise self._not_simple(f"more than {MAX_RECORD_ELEMENTS:,} cells in a row")
                    if event == "end" and rows_open <= 0:
                        forget(element)
            except etree.XMLSyntaxError as error:
                raise self._not_simple(f"broken mark-up ({error.msg})") from error

    def _not_simple(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"The file is a web page with {what}, which cannot be read as one table.",
            place=Place(file=self._content.name),
            advice="Open it in a spreadsheet program and save it as XLSX or CSV.",
        )


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            cells.append(_text(cell))
            cells.extend([""] * (_span(cell, "colspan") - 1))
    return cells


def _text(cell: Any) -> str:
    """Return the text of a cell as a browser shows it; ``br`` ends a line."""
    for line_break in cell.iter("br"):
        line_break.tail = _LINE_END + (line_break.tail or "")
    text = "".join(cell.itertext())
    return "\n".join(" ".join(line.split()) for line in text.split(_LINE_END)).strip()


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), MAX_COLUMNS) if value.isdecimal() else 1
