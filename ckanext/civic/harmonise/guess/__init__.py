"""A first guess at a crosswalk: pure, bounded, and silent where it is not sure."""

from .crosswalk_text import as_crosswalk
from .guessing import guess
from .result import (
    CodeGuess,
    CodeValue,
    ColumnGuess,
    Guess,
    KeyGuess,
    PositionGuess,
    RedactionGuess,
)
from .sheets import guess_file

__all__ = [
    "CodeGuess",
    "CodeValue",
    "ColumnGuess",
    "Guess",
    "KeyGuess",
    "PositionGuess",
    "RedactionGuess",
    "as_crosswalk",
    "guess",
    "guess_file",
]
