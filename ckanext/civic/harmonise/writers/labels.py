"""The label of each record, by the template of its model."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import repeat

from ..mapping.batch import MappedBatch

_PART = re.compile(r"\{(\w+)\}")


def label_maker(template: str) -> Callable[[MappedBatch], list[str]]:
    """Return the function from a batch to labels; an absent value leaves no comma behind."""
    pieces = _PART.split(template)  # text, field, text, field, …, text

    def make(batch: MappedBatch) -> list[str]:
        parts = [
            batch.column(piece) if index % 2 else repeat(piece, len(batch))
            for index, piece in enumerate(pieces)
            if piece
        ]
        return [text.strip(" ,") for text in map("".join, zip(*parts, strict=True))]

    return make
