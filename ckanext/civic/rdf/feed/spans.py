"""The search tree over the log: fixed spans of numbers, so that no page ever shifts.

A page holds the changes of ``size`` numbers in a row; a node above holds ``FAN_OUT`` pages or
nodes; the root holds the uppermost ones. Pure arithmetic on numbers that begin with 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FAN_OUT = 100  # our choice: a node of relations is about as big as a page of members
LARGEST_SIZE = 1000


@dataclass(frozen=True)
class Span:
    """The numbers from ``first`` to ``last``, in a tree whose pages hold ``size`` of them."""

    size: int
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many numbers there are."""
        return self.last - self.first + 1

    @property
    def is_page(self) -> bool:
        """Whether it holds members; otherwise it holds relations."""
        return self.length == self.size

    def is_full(self, newest: int) -> bool:
        """Tell whether no member can be added any more."""
        return newest >= self.last


def page(size: int, first: int, last: int) -> Span | None:
    """Return the span when it is one of the tree's, a page or a node below the root, else None."""
    if not (1 <= size <= LARGEST_SIZE and 1 <= first <= last):
        return None
    length = size
    while length < last - first + 1:
        length *= FAN_OUT
    aligned = length == last - first + 1 and (first - 1) % length == 0
    return Span(size, first, last) if aligned else None


def root(size: int, newest: int) -> Span:
    """Return the root's span: the smallest node, not a page, that holds every number so far."""
    length = size * FAN_OUT
    while length < newest:
        length *= FAN_OUT
    return Span(size, 1, length)


def children(span: Span) -> Iterator[Span]:
    """Yield the pages or nodes that a node leads to; raises ValueError for a page."""
    if span.is_page:
        raise ValueError("a page leads nowhere")
    length = span.length // FAN_OUT
    for first in range(span.first, span.last + 1, length):
        yield Span(span.size, first, first + length - 1)
