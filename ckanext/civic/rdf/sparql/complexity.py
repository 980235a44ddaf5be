"""How deep and how long a query may be.

Stores read queries by recursion and plan them in cubic time: a few kilobytes of brackets overflow
the stack of Oxigraph 0.5, which ends its process, and a thousand triple patterns keep its planner
busy for minutes, before any time limit of the store is looked at. The limits are our choice
(docs/adr/0017-sparql-answers-are-whole.md): far above what people and programs write.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import QueryRefused
from .tokens import Token

DEPTH = 64
BLOCKS = 300
PATTERNS = 300
OPERATORS = 1000

_OPENING = "([{"
_CLOSING = ")]}"
_OPERATORS = frozenset("!+-*/|&^=<>?~")


def refuse_too_complicated(found: Sequence[Token]) -> None:
    """Raise QueryRefused (400) when brackets, blocks, patterns or operators are too many."""
    open_: list[str] = []
    blocks = patterns = operators = 0
    for token in found:
        if token.kind != "sign":
            continue
        sign = token.text
        if sign in _OPENING:
            open_.append(sign)
            blocks += sign != "("
        elif sign in _CLOSING and open_:
            open_.pop()
        elif sign in ".;" or (sign == "," and open_ and open_[-1] != "("):
            patterns += 1
        elif sign in _OPERATORS:
            operators += 1
        if len(open_) > DEPTH:
            raise _refused(f"has brackets in brackets, {DEPTH} deep")
    for many, limit, what in (
        (blocks, BLOCKS, "blocks in braces"),
        (patterns, PATTERNS, "triple patterns"),
        (operators, OPERATORS, "operators"),
    ):
        if many > limit:
            raise _refused(f"has more than {limit} {what}")


def _refused(what: str) -> QueryRefused:
    return QueryRefused(f"The query {what}.", advice="Ask a simpler question, or several.")
