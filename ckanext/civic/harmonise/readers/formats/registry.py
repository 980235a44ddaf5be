"""What a file format is: how to tell it from its first bytes, and how to read its table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import import_module
from pkgutil import iter_modules

from ..content import Content
from ..table import Source, Table


class Format(ABC):
    """One format. ``order`` says who is asked first; what is easily told comes first."""

    id = ""
    order = 50

    @abstractmethod
    def recognises(self, content: Content) -> bool:
        """Tell by ``content.head`` whether the file is of this format."""

    @abstractmethod
    def read(self, content: Content, source: Source) -> Table:
        """Return the table; raises UnreadableFile or UnusableTable, which say what to do."""


_FORMATS: dict[str, Format] = {}


def file_format(one: type[Format]) -> type[Format]:
    """Register a format class under its id."""
    _FORMATS[one.id] = one()
    return one


def all_formats() -> list[Format]:
    """Return every format in the order in which they are asked."""
    package = import_module(__package__ or "")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return sorted(_FORMATS.values(), key=lambda one: one.order)
