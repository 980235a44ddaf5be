"""URI templates: parsed once, expanded for every row.

Source: RFC 6570, all four levels; Metadata Vocabulary for Tabular Data, 5.1.3 URI Template
Properties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

# A variable's value: nothing, one text, or several.
Variable = str | Sequence[str] | None

_VARSPEC = re.compile(
    r"((?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*)"
    r"(?:(\*)|:([1-9][0-9]{0,3}))?"
)
_RESERVED = ":/?#[]@!$&'()*+,;="
_ESCAPED = re.compile(r"%25([0-9A-Fa-f]{2})")
_LITERAL_SAFE = _RESERVED + "%-._~"


@dataclass(frozen=True)
class Operator:
    """What an operator does (RFC 6570, appendix A)."""

    first: str = ""
    separator: str = ","
    named: bool = False
    if_empty: str = ""
    reserved: bool = False


_OPERATORS = {
    "": Operator(),
    "+": Operator(reserved=True),
    "#": Operator(first="#", reserved=True),
    ".": Operator(first=".", separator="."),
    "/": Operator(first="/", separator="/"),
    ";": Operator(first=";", separator=";", named=True),
    "?": Operator(first="?", separator="&", named=True, if_empty="="),
    "&": Operator(first="&", separator="&", named=True, if_empty="="),
}


class InvalidTemplate(ValueError):
    """The text is no URI template."""


@dataclass(frozen=True)
class Use:
    """One variable in an expression, with its modifier."""

    name: str
    explode: bool = False
    longest: int | None = None


@dataclass(frozen=True)
class Expression:
    """One ``{…}`` of a template."""

    operator: Operator
    uses: tuple[Use, ...]

    def expand(self, values: Mapping[str, Variable]) -> str:
        """Return the expression's text for these values."""
        parts = [part for use in self.uses for part in self._parts(use, values.get(use.name))]
        return self.operator.first + self.operator.separator.join(parts) if parts else ""

    def _parts(self, use: Use, value: Variable) -> list[str]:
        if value is None or (not isinstance(value, str) and not value):
            return []
        if isinstance(value, str):
            text = value if use.longest is None else value[: use.longest]
            return [self._named(use, self._encoded(text))]
        texts = [self._encoded(item) for item in value]
        if not use.explode:
            return [self._named(use, ",".join(texts))]
        return [self._named(use, text) for text in texts]

    def _named(self, use: Use, text: str) -> str:
        if not self.operator.named:
            return text
        return f"{use.name}={text}" if text else use.name + self.operator.if_empty

    def _encoded(self, text: str) -> str:
        if not self.operator.reserved:
            return quote(text, safe="-._~")
        return _ESCAPED.sub(r"%\1", quote(text, safe=_RESERVED + "-._~"))


@dataclass(frozen=True)
class Template:
    """A parsed template: literals and expressions in turn."""

    text: str
    parts: tuple[str | Expression, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The names of all variables that occur."""
        return frozenset(
            use.name for part in self.parts if isinstance(part, Expression) for use in part.uses
        )

    def expanded(self) -> str:
        """Return the text when every variable is bound."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def bind(self, values: Mapping[str, Variable]) -> Template:
        """Return the template with the expressions that need only ``values`` worked out."""
        parts: list[str | Expression] = []
        for part in self.parts:
            bound = part
            if isinstance(part, Expression) and all(use.name in values for use in part.uses):
                bound = part.expand(values)
            if isinstance(bound, str) and parts and isinstance(parts[-1], str):
                parts[-1] += bound
            else:
                parts.append(bound)
        return Template(self.text, tuple(parts))


def parse_template(text: str) -> Template:
    """Return ``text`` parsed; raises InvalidTemplate."""
    parts: list[str | Expression] = []
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
        if number % 2:
            parts.append(_expression(piece, text))
        elif "{" in piece or "}" in piece:
            raise InvalidTemplate(f"{text!r} has a brace that is not closed")
        elif piece:
            parts.append(quote(piece, safe=_LITERAL_SAFE))
    return Template(text, tuple(parts))


def _expression(piece: str, text: str) -> Expression:
    symbol = piece[:1] if piece[:1] in _OPERATORS and piece else ""
    uses: list[Use] = []
    for one in piece[len(symbol) :].split(","):
        match = _VARSPEC.fullmatch(one.strip(" ") if " " in one else one)
        if not match:
            raise InvalidTemplate(f"{text!r} is no URI template: {{{piece}}}")
        uses.append(Use(match[1], bool(match[2]), int(match[3]) if match[3] else None))
    return Expression(_OPERATORS[symbol], tuple(uses))
