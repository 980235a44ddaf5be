"""The root of every error that the suite raises on purpose."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Place:
    """Where something went wrong: whichever of these is known.

    ``row`` counts data rows from 1, as the publisher sees them below the header.
    """

    file: str | None = None
    row: int | None = None
    column: str | None = None
    peer: str | None = None
    step: str | None = None

    def __str__(self) -> str:
        known = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ", ".join(f"{name} {value}" for name, value in known if value is not None)


class CivicError(Exception):
    """Say what is wrong, where, and what to do next; never hold a personal value.

    ``message`` is one plain sentence. ``advice`` says what to do next.
    """

    def __init__(self, message: str, *, place: Place | None = None, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place or Place()
        self.advice = advice

    def __str__(self) -> str:
        where = str(self.place)
        parts = [f"{where}: {self.message}" if where else self.message, self.advice]
        return " ".join(part for part in parts if part)
