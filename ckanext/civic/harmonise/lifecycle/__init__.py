"""The life of things from release to release: new, changed, gone, and why."""

from .changes import Comparison, Gone, Rename, compare
from .choices import Choice, Choices, parse_choices, read_choices
from .ended import ENDED_COLUMNS, EndedThing, ended_table, read_ended, write_ended
from .outcome import Outcome, decide

__all__ = [
    "ENDED_COLUMNS",
    "Choice",
    "Choices",
    "Comparison",
    "EndedThing",
    "Gone",
    "Outcome",
    "Rename",
    "compare",
    "decide",
    "ended_table",
    "parse_choices",
    "read_choices",
    "read_ended",
    "write_ended",
]
