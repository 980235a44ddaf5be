"""From a cell's text to its value: the literals that RDF gets and what URI templates get.

Source: Model for Tabular Data and Metadata on the Web, 6.4 Parsing Cells; Generating RDF from
Tabular Data on the Web, 4.3 Interpreting datatypes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..columns import TableColumn
from ..datatypes.builtin import BUILTINS
from ..datatypes.value import InvalidValue
from .ntriples import escaped, suffix

# Datatypes whose values keep every character, keep all but line breaks and tabs, and whose
# lists' items keep the blanks around them.
_AS_IT_IS = frozenset({"string", "json", "xml", "html", "anyAtomicType"})
_KEEPS_BLANKS = _AS_IT_IS | {"normalizedString"}
_ITEM_KEEPS_BLANKS = frozenset({"string", "anyAtomicType"})
_BREAKS = str.maketrans("\r\n\t", "   ")
_BLANKS = re.compile(" {2,}")
_WHITESPACE = " \t\r\n"
_TRIMS: dict[str, Callable[[str], str]] = {
    "true": str.strip,
    "start": str.lstrip,
    "end": str.rstrip,
    "false": str,
}


class Cell(NamedTuple):
    """A cell's value.

    ``terms`` are its literals as N-Triples terms and ``texts`` their canonical forms; both are
    None when the value is null. ``problems`` say what is wrong with it.
    """

    terms: tuple[str, ...] | None
    texts: tuple[str, ...] | None
    problems: tuple[str, ...] = ()


class CellReader:
    """Parse the cells of one column; ``read`` takes a cell's text as the file has it."""

    def __init__(self, column: TableColumn, trim: str = "false") -> None:
        self.column = column
        self._trim = _TRIMS[trim]
        self._base = column.datatype.base
        plain = BUILTINS["string"].iri
        language = column.lang if column.datatype.iri == plain else "und"
        self._end = suffix(column.datatype.iri, language)
        fallback = column.lang if self._base.name == "string" else "und"
        self._end_if_invalid = suffix(plain, fallback)
        # texts that are their own value: no null, no list, nothing to check
        self.is_direct = (
            column.separator is None
            and column.datatype.is_plain
            and self._base.name in _AS_IT_IS
            and trim == "false"
            and column.nulls <= {""}
        )

    @property
    def end(self) -> str:
        """What follows the closing quote of a valid literal."""
        return self._end

    def read(self, raw: str) -> Cell:
        """Return the cell's value."""
        column = self.column
        text = self._normalised(raw)
        if column.separator is None:
            return self._single(text)
        if text == "":
            return Cell((), (), self._required(text) if column.required else ())
        if text in column.nulls:
            return Cell(None, None)
        items = text.split(column.separator)
        if self._base.name not in _ITEM_KEEPS_BLANKS:
            items = [item.strip(_WHITESPACE) for item in items]
        return self._list(items)

    def _single(self, text: str) -> Cell:
        if text in self.column.nulls:
            return Cell(None, None, self._required(text) if self.column.required else ())
        term, canonical, problems = self._value(text)
        return Cell((term,), (canonical,), problems)

    def _list(self, items: list[str]) -> Cell:
        terms: list[str] = []
        texts: list[str] = []
        problems: tuple[str, ...] = ()
        for item in items:
            item = item or self.column.default
            if item in self.column.nulls:
                continue
            term, canonical, wrong = self._value(item)
            terms.append(term)
            texts.append(canonical)
            problems += wrong
        return Cell(tuple(terms), tuple(texts), problems)

    def _normalised(self, raw: str) -> str:
        text = self._trim(raw)
        name = self._base.name
        if name not in _AS_IT_IS:
            text = text.translate(_BREAKS)
            if name not in _KEEPS_BLANKS:
                text = _BLANKS.sub(" ", text.strip(" "))
        return text or self.column.default

    def _value(self, text: str) -> tuple[str, str, tuple[str, ...]]:
        if self.column.datatype.is_plain:
            return f'"{escaped(text)}"{self._end}', text, ()
        try:
            value = self.column.datatype.parse(text)
        except InvalidValue as error:
            shown = text if len(text) <= 60 else text[:57] + "..."
            return f'"{escaped(text)}"{self._end_if_invalid}', text, (f"{shown!r} {error}",)
        return f'"{escaped(value.lexical)}"{self._end}', value.canonical, ()

    def _required(self, text: str) -> tuple[str, ...]:
        return ("it is required, but has no value" + (f" ({text!r} means none)" if text else ""),)
