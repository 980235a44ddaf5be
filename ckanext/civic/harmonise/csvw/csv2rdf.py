"""From a table or a metadata document to RDF, found and read as the standard says.

Sources: Model for Tabular Data and Metadata on the Web, 6.1 Creating Annotated Tables; Generating
RDF from Tabular Data on the Web, 4.2 Generating RDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .columns import table_columns
from .compatible import check_header
from .context import CSVW, CSVW_CONTEXT, RDF, RDFS
from .dialect import DEFAULT, Dialect, codec
from .errors import Warn, silent
from .languages import is_language
from .locate import locate
from .metadata.document import Document
from .metadata.group import read_group
from .metadata.inherited import effective
from .metadata.model import Table, TableGroup
from .rdf.annotations import AnnotationWriter
from .rdf.converter import Converter
from .rdf.ntriples import literal
from .rows import TableText
from .sources import Resource, Sources

if TYPE_CHECKING:
    from ckanext.civic.core.http import Client

BATCH_ROWS = 400  # few enough that a batch stays in the processor's cache
_JSON_TYPES = ("application/csvm+json", "application/ld+json", "application/json")


def csv2rdf(
    source: str | Path,
    metadata: str | Path | None = None,
    minimal: bool = False,
    maps: Mapping[str, str | Path] | None = None,
    link: str = "",
    warn: Warn = silent,
    client: Client | None = None,
) -> Iterator[str]:
    """Yield N-Triples, in chunks of whole lines, of the table or metadata document ``source``.

    ``metadata`` overrides what would be found; ``maps`` maps prefixes of addresses to folders;
    ``link`` is the value of the Link header that the table would come with; ``client`` makes the
    requests, if there are any. Raises InvalidMetadata, CsvwError and HttpError.
    """
    sources = Sources(maps, client=client)
    start = sources.address(source)
    override = None if metadata is None else sources.address(metadata)
    sources.may_read_files = any(
        urlsplit(url).scheme == "file" for url in (start, override) if url is not None
    )
    group = _group(start, override, link, sources, warn)
    return _GroupWriter(group, sources, minimal, warn).chunks()


def _group(start: str, override: str | None, link: str, sources: Sources, warn: Warn) -> TableGroup:
    if override is not None:
        raw, address = sources.json(override)
        return read_group(raw, _document(address, sources, warn), start)
    resource = sources.get(start)
    if _is_metadata(resource):
        raw, address = sources.json(start)
        return read_group(raw, _document(address, sources, warn))
    links = ", ".join(filter(None, (resource.headers.get("link", ""), link)))
    found = locate(start, links, sources, warn)
    if found:
        raw, address = found
        return read_group(raw, _document(address, sources, warn))
    embedded: dict[str, Any] = {"@context": CSVW_CONTEXT, "url": start}
    return read_group(embedded, _document(start, sources, warn))


def _document(address: str, sources: Sources, warn: Warn) -> Document:
    return Document(name=address, base=address, warn=warn, fetch=sources.json)


def _is_metadata(resource: Resource) -> bool:
    """Tell metadata from a table: by its type or name, else by how it begins."""
    media_type = resource.headers.get("content-type", "").partition(";")[0].strip().lower()
    name = urlsplit(resource.url).path.lower()
    if media_type in _JSON_TYPES or name.endswith((".json", ".jsonld", ".csvm")):
        return True
    if name.endswith((".csv", ".tsv", ".tab", ".txt")):
        return False
    with resource.open() as stream:
        beginning = stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    return beginning.startswith(b"{") and b'"' in beginning[:200]


class _GroupWriter:
    def __init__(self, group: TableGroup, sources: Sources, minimal: bool, warn: Warn) -> None:
        self._group = group
        self._sources = sources
        self._minimal = minimal
        self._warn = warn
        self._node = f"<{group.id}>" if group.id else "_:g"

    def chunks(self) -> Iterator[str]:
        """Yield the group's own triples, then those of each table."""
        if not self._minimal:
            annotations = AnnotationWriter("_:ga").lines(self._node, self._group.annotations)
            yield f"{self._node} <{RDF}type> <{CSVW}TableGroup> .\n" + "".join(annotations)
        for number, table in enumerate(self._group.tables, start=1):
            if not table.suppress_output:
                yield from self._table(table, number)

    def _table(self, table: Table, number: int) -> Iterator[str]:
        resource = self._sources.get(table.url)
        table = self._with_language(table, resource)
        dialect = table.dialect or _default_dialect(resource, self._warn)
        node = f"<{table.id}>" if table.id else f"_:t{number}t"
        with closing(resource.open()) as stream:
            text = TableText(stream, dialect, table.url)
            if table.schema is not None and dialect.header_rows:
                language = effective(self._group.inherited, table.inherited)["lang"]
                check_header(table.schema, text.titles, language, table.url, self._warn)
            if not self._minimal:
                yield self._description(table, node, number)
            yield from self._rows(table, text, dialect, node, number)
        if not self._minimal:
            yield "".join(
                f"{node} <{RDFS}comment> {literal(comment)} .\n" for comment in text.comments
            )

    def _description(self, table: Table, node: str, number: int) -> str:
        annotations = AnnotationWriter(f"_:t{number}a").lines(node, table.annotations)
        return (
            f"{self._node} <{CSVW}table> {node} .\n{node} <{RDF}type> <{CSVW}Table> .\n"
            f"{node} <{CSVW}url> <{table.url}> .\n" + "".join(annotations)
        )

    def _rows(
        self, table: Table, text: TableText, dialect: Dialect, node: str, number: int
    ) -> Iterator[str]:
        titles = text.titles

        def converter_of(titles: list[list[str]]) -> Converter:
            return Converter.for_table(
                table,
                table_columns(self._group, table, titles, dialect.skip_columns),
                minimal=self._minimal,
                number=number,
                node=node,
                trim=dialect.trim,
                warn=self._warn,
            )

        converter = converter_of(titles)
        is_told = False
        for batch in text.batches(BATCH_ROWS):
            widest = max(map(len, batch.rows))
            if widest > converter.width:
                self._warn(
                    f"{table.url}: a row from {batch.first} on has {widest} cells, but the table"
                    f" {converter.width} columns; the others have no title"
                )
                titles = titles + [[]] * (widest - len(titles))
                converter = converter_of(titles)
            chunk = converter.convert(batch.rows, batch.first, batch.sources)
            if not is_told and "\ufffd" in chunk:
                is_told = True
                self._warn(
                    f"{table.url}: rows {batch.first} to {batch.first + len(batch.rows) - 1} have"
                    f" characters that are not {dialect.encoding}; they were replaced"
                )
            yield chunk

    def _with_language(self, table: Table, resource: Resource) -> Table:
        language = resource.headers.get("content-language", "").strip()
        if not is_language(language) or "lang" in table.inherited:
            return table
        return replace(table, inherited={**table.inherited, "lang": language})


def _default_dialect(resource: Resource, warn: Warn) -> Dialect:
    """Return the default dialect as the answer's Content-Type changes it (6.1, step 3.2)."""
    media_type, *parameters = resource.headers.get("content-type", "").split(";")
    options: dict[str, str] = {}
    for parameter in parameters:
        name, _, value = parameter.strip().lower().partition("=")
        options[name] = value.strip('"')
    dialect = DEFAULT
    if media_type.strip().lower() == "text/tab-separated-values":
        dialect = replace(dialect, delimiter="\t")
    if options.get("header") == "absent":
        dialect = replace(dialect, header_rows=0)
    charset = options.get("charset")
    if charset:
        encoding = codec(charset)
        if encoding is None:
            warn(f"{resource.url}: there is no encoding {charset}; utf-8 is used")
        else:
            dialect = replace(dialect, encoding=encoding)
    return dialect
