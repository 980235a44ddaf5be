"""Which rules of a crosswalk matched something: a rule that matches nothing may be a slip."""

from __future__ import annotations

from collections.abc import Iterable


class Rules:
    """The single rules of one field or of the whole crosswalk, and those that were used.

    ``codes`` are the codes that some value was given, in rows that are kept out as well.
    """

    def __init__(self, owner: str = "") -> None:
        self._owner = owner
        self.codes: set[str] = set()
        self._unused: dict[tuple[str, str], None] = {}

    def register(self, kind: str, texts: Iterable[str]) -> None:
        """Note rules of a kind by their text."""
        self._unused.update(dict.fromkeys((kind, text) for text in texts if text))

    def use(self, kind: str, text: str) -> None:
        """Note that a rule matched."""
        self._unused.pop((kind, text), None)

    def unused(self) -> list[str]:
        """Return the rules that matched nothing, as a reader of the crosswalk knows them."""
        return [f"{self._owner}: {kind} “{text}”" for kind, text in self._unused]
