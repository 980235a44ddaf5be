"""Which element of an XML file is one row, and which columns its records have."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .xml_events import local_name

_MAX_PATHS = 20_000


class RecordSurvey:
    """Counts of every path of elements in a file; a path is local names joined by ``/``.

    A record repeats and has leaves or attributes of its own. Of several, that with the most
    leaves in all is meant: groups of records have few, lists inside of a record too.
    Source: our choice (docs/adr/0008-readers-are-bounded.md).
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.is_too_varied = False
        self._attributes: dict[str, dict[str, None]] = {}
        self._with_children: set[str] = set()
        self._with_text: set[str] = set()
        self._path: list[str] = []
        self._leaves_of: Counter[str] | None = None

    def start(self, element: Any) -> None:
        """Count an element that begins."""
        parent = self._path[-1] if self._path else ""
        path = f"{parent}/{local_name(element)}".lstrip("/")
        self._path.append(path)
        if len(self.counts) >= _MAX_PATHS:
            self.is_too_varied = True
            return
        self.counts[path] += 1
        if parent:
            self._with_children.add(parent)
        if element.attrib:
            names = dict.fromkeys(name.rpartition("}")[2] for name in element.attrib)
            self._attributes.setdefault(path, {}).update(names)

    def end(self, element: Any) -> None:
        """Note whether an element that ends had text of its own."""
        path = self._path.pop()
        if path not in self._with_text and (element.text or "").strip():
            self._with_text.add(path)
        if (element.tail or "").strip() and self._path:
            self._with_text.add(self._path[-1])

    def choose(self, declared: str) -> str:
        """Return the path of the record element, or an empty text when there is none.

        ``declared`` is its local name or the end of its path.
        """
        if declared:
            wanted = declared.strip("/")
            fitting = [
                path for path in self.counts if path == wanted or path.endswith(f"/{wanted}")
            ]
            return max(fitting, key=self._leaves, default="")
        return next(iter(self.candidates()), "")

    def candidates(self) -> list[str]:
        """Return the paths that can be records, the likeliest first."""
        repeated = [path for path, count in self.counts.items() if count > 1]
        found = [path for path in repeated if self._own_leaves()[path]]
        if not found:  # one record alone
            found = [path for path in self._with_children if self._own_leaves()[path] > 1]
        return sorted(found, key=lambda path: (-self._leaves(path), path.count("/")))

    def columns(self, record: str) -> list[str]:
        """Return the columns below a record, in the order in which they were first seen."""
        columns = [f"@{name}" for name in self._attributes.get(record, ())]
        if record in self._with_text:
            columns.append(".")
        for path in self.counts:
            if not path.startswith(f"{record}/"):
                continue
            below = path[len(record) + 1 :]
            columns.extend(f"{below}/@{name}" for name in self._attributes.get(path, ()))
            if path not in self._with_children or path in self._with_text:
                columns.append(below)
        return columns

    def others(self, record: str) -> dict[str, int]:
        """Return the other elements that repeat like records beside this one, with counts."""
        return {
            path: self.counts[path]
            for path in self.candidates()
            if path != record and not path.startswith(f"{record}/")
        }

    def outside(self, record: str) -> list[str]:
        """Return the paths with text that are no part of the records."""
        return sorted(path for path in self._with_text if not f"{path}/".startswith(f"{record}/"))

    def _leaves(self, path: str) -> int:
        return self.counts[path] * self._own_leaves()[path]

    def _own_leaves(self) -> Counter[str]:
        """Return by path the number of attributes and of different children without children."""
        if self._leaves_of is None:
            leaves = (path for path in self.counts if path not in self._with_children)
            self._leaves_of = Counter(path.rpartition("/")[0] for path in leaves)
            for path, names in self._attributes.items():
                self._leaves_of[path] += len(names)
        return self._leaves_of
