"""Dialect descriptions: how the text of a table is cut into rows and cells.

Sources: Metadata Vocabulary for Tabular Data, 5.9 Dialect Descriptions; Model for Tabular Data and
Metadata on the Web, 8 Parsing Tabular Data (its default of no comment prefix is ours: with ``#``,
a header such as ``#,Name`` would be lost). Encodings: https://encoding.spec.whatwg.org/#names-and-labels
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .metadata.document import Document, shown
from .metadata.identity import check_type, identifier

# What the Encoding Standard calls by a name that Python uses for something narrower.
_WINDOWS_1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "l1"})


@dataclass(frozen=True)
class Dialect:
    """The flags of the parsing algorithm; ``trim`` is one of true, false, start and end."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str | None = '"'
    double_quote: bool = True
    line_terminators: tuple[str, ...] = ("\r\n", "\n")
    comment_prefix: str | None = None
    header_rows: int = 1
    skip_rows: int = 0
    skip_columns: int = 0
    skip_blank_rows: bool = False
    trim: str = "true"


DEFAULT = Dialect()


def codec(label: str) -> str | None:
    """Return Python's name of an encoding, None when there is no such encoding."""
    if label.strip().lower() in _WINDOWS_1252:
        return "cp1252"
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) else None


def read_dialect(raw: Mapping[str, Any], document: Document) -> Dialect:
    """Return the dialect that ``raw`` describes; what is invalid keeps its default."""
    identifier(raw, document)
    check_type(raw, "Dialect", document)
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key in ("@id", "@type", "@context"):
            continue
        if key not in _READERS:
            document.at(key).say("a dialect has no such property; it is left out")
            continue
        name, is_valid, convert = _READERS[key]
        if is_valid(value):
            found[key] = (name, convert(value))
        else:
            document.at(key).say(f"{shown(value)} is not valid; the default is used")
    if "headerRowCount" in found:
        found.pop("header", None)
    if "trim" in found:
        found.pop("skipInitialSpace", None)
    return replace(DEFAULT, **dict(found.values()))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_terminators(value: object) -> bool:
    return _is_text(value) or (
        isinstance(value, list) and bool(value) and all(map(_is_text, value))
    )


def _terminators(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _same(value: Any) -> Any:
    return value


_READERS: dict[str, tuple[str, Any, Any]] = {
    "commentPrefix": ("comment_prefix", lambda v: v is None or _is_text(v), _same),
    "delimiter": ("delimiter", _is_text, _same),
    "doubleQuote": ("double_quote", _is_flag, _same),
    "encoding": ("encoding", lambda v: _is_text(v) and codec(v) is not None, codec),
    "header": ("header_rows", _is_flag, int),
    "headerRowCount": ("header_rows", _is_count, _same),
    "lineTerminators": ("line_terminators", _is_terminators, _terminators),
    "quoteChar": ("quote", lambda v: v is None or _is_text(v), _same),
    "skipBlankRows": ("skip_blank_rows", _is_flag, _same),
    "skipColumns": ("skip_columns", _is_count, _same),
    "skipInitialSpace": ("trim", _is_flag, lambda v: "start" if v else "false"),
    "skipRows": ("skip_rows", _is_count, _same),
    "trim": (
        "trim",
        lambda v: _is_flag(v) or v in ("true", "false", "start", "end"),
        lambda v: str(v).lower(),
    ),
}
