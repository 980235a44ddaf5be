"""What a cell's text means once it is parsed."""

from __future__ import annotations

from typing import Any, NamedTuple


class Value(NamedTuple):
    """One valid value.

    ``lexical`` is what an RDF literal holds (XML Schema's form, as the publisher wrote it where
    that is one), ``canonical`` is what URI templates take, ``key`` is what limits are compared
    with (None when the datatype has no order) and ``length`` what lengths are compared with.
    """

    lexical: str
    canonical: str
    key: Any = None
    length: int | None = None


class InvalidValue(ValueError):
    """The text is no value of its datatype; the message says what was expected."""
