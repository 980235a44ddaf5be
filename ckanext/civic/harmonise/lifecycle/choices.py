"""Why a thing is gone, as its publisher says: ended, mistake, renamed, or left out by accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ckanext.civic.core.errors import Place

from ..errors import HarmoniseError
from ..yaml_files import read_yaml, validate

_SCHEMA = Path(__file__).with_name("choices.schema.json")


class ChoiceError(HarmoniseError):
    """The choices do not follow their form."""


@dataclass(frozen=True)
class Choice:
    """One choice.

    ``kind`` is ``ended`` (in the world, on ``day``: ISO 8601, to the year, month or day),
    ``mistake`` (it should never have been published; ``reason`` says why), ``renamed`` (its things
    now have the local ids ``replaced_by``) or ``left_out`` (by accident, which stops the release).
    """

    kind: str
    day: str = ""
    reason: str = ""
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """Choices by local id or key, and one for all things that have none of their own.

    ``is_confirmed`` is set when somebody looked at it that so many things are gone.
    """

    by_local_id: Mapping[str, Choice] = field(default_factory=dict)
    of_all: Choice | None = None
    is_confirmed: bool = False

    def of(self, local_id: str) -> Choice | None:
        """Return the choice of a thing, or None."""
        key = local_id if local_id in self.by_local_id else unquote(local_id)
        return self.by_local_id.get(key, self.of_all)


def read_choices(path: Path) -> Choices:
    """Return the choices of a YAML file; raises ChoiceError with line or key."""
    return parse_choices(read_yaml(path, ChoiceError), path.name)


def parse_choices(given: Mapping[str, Any], name: str = "choices") -> Choices:
    """Return the choices of ``{all: choice, things: {local id: choice}, confirmed: true}``.

    A choice is ``{ended: day, reason?}``, ``{mistake: reason}``,
    ``{renamed: id or [ids], reason?}`` or ``left_out``. Raises ChoiceError for anything else.
    """
    validate(given, _SCHEMA, Path(name), ChoiceError)
    of_all = _choice(given["all"], "all", name) if "all" in given else None
    if of_all and of_all.kind == "renamed":
        raise ChoiceError(
            "“renamed” cannot be the choice for all things: each has a new key of its own.",
            place=Place(file=name),
            advice="Name the things one by one under “things”.",
        )
    things = given.get("things", {})
    by_local_id = {str(id): _choice(one, str(id), name) for id, one in things.items()}
    return Choices(by_local_id, of_all, given.get("confirmed", False))


def _choice(given: Any, id: str, name: str) -> Choice:
    if given == "left_out":
        return Choice("left_out")
    reason = given.get("reason", "")
    if "mistake" in given:
        return Choice("mistake", reason=given["mistake"])
    if "renamed" in given:
        renamed = given["renamed"]
        targets = (renamed,) if isinstance(renamed, str) else tuple(renamed)
        return Choice("renamed", reason=reason, replaced_by=targets)
    day = given["ended"]
    try:
        date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        raise ChoiceError(
            f"At {id}: “{day}” is no day.",
            place=Place(file=name),
            advice="Write it as 2024-03-31, or 2024-03 or 2024 when no more is known.",
        ) from None
    return Choice("ended", day=day, reason=reason)
