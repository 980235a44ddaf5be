"""The form in which a publisher says why things are gone: to choices, and back from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

import ckan.plugins.toolkit as tk

from .gone import FRESH_START

EXPLAINED = "explained"  # the file is whole, and each gone thing has its reason
OF_ALL = "every"  # name in the form of the choice for all things
_BRITISH = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})").fullmatch
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?").fullmatch


@dataclass
class Answers:
    """What a form says: choices to store, and what is wrong: (id of the form element, sentence)."""

    content: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


def read_answers(posted: Mapping[str, str], life: Mapping[str, Any]) -> Answers:
    """Return what a form says of the things that are gone.

    ``life`` is what changed since the last release. The form's names are ``kind.{name}``,
    ``day.{name}``, ``reason.{name}`` and ``new.{name}``, where a name is the number of a thing in
    ``life["gone_things"]`` or `OF_ALL`; and ``confirmed``.
    """
    if posted.get("kind.all") == FRESH_START:
        return Answers({FRESH_START: True})
    answers = Answers()
    things = life.get("gone_things") or ()
    if of_all := _choice(posted, OF_ALL, tk._("all of them"), answers.errors):
        answers.content["all"] = of_all
    has_all = bool(posted.get(f"kind.{OF_ALL}"))
    by_id = {}
    for number, thing in enumerate(things):
        name = name_of(thing)
        if choice := _choice(posted, str(number), name, answers.errors):
            by_id[thing["id"]] = choice
        elif not has_all and not posted.get(f"kind.{number}"):
            answers.errors.append(
                (f"kind.{number}", tk._("Choose what happened to {name}.").format(name=name))
            )
    if by_id:
        answers.content["things"] = by_id
    if not has_all and life.get("gone", 0) > len(things):
        said = tk._("Choose what happened to those that are not listed.")
        answers.errors.append((f"kind.{OF_ALL}", said))
    if posted.get("confirmed"):
        answers.content["confirmed"] = True
    elif life.get("too_many"):
        said = tk._("Confirm that it is right that so many are gone.")
        answers.errors.append(("confirmed", said))
    return answers


def as_form(content: Mapping[str, Any], things: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the form that says what was stored before."""
    if not content:
        return {}
    form = {"kind.all": EXPLAINED}
    if content.get("confirmed"):
        form["confirmed"] = "yes"
    form.update(_fields(OF_ALL, content.get("all")))
    for number, thing in enumerate(things):
        form.update(_fields(str(number), content.get("things", {}).get(thing["id"])))
    return form


def name_of(thing: Mapping[str, str]) -> str:
    """Return a thing's key as its publisher knows it."""
    return unquote(thing["id"]) or thing.get("label", "")


def iso_day(text: str) -> str:
    """Return a day, month or year as ISO 8601: ``31/03/2026`` gives ``2026-03-31``; "" for none."""
    text = text.strip()
    if iso := _ISO(text):
        year, month, day = iso.groups()
    elif british := _BRITISH(text):
        day, month, year = british.groups()
    else:
        return ""
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _choice(posted: Mapping[str, str], name: str, thing: str, errors: list[tuple[str, str]]) -> Any:
    """Return the choice for one thing or for all; None when there is none, or a wrong one."""
    kind = posted.get(f"kind.{name}", "")
    reason = " ".join(posted.get(f"reason.{name}", "").split())
    because = {"reason": reason} if reason else {}
    if kind == "ended":
        if day := iso_day(posted.get(f"day.{name}", "")):
            return {"ended": day, **because}
        said = tk._("Since when is {name} no more? Write a day such as 31/03/2026, or a year.")
        errors.append((f"day.{name}", said.format(name=thing)))
    elif kind == "mistake":
        if reason:
            return {"mistake": reason}
        said = tk._("Say why {name} should never have been published.")
        errors.append((f"reason.{name}", said.format(name=thing)))
    elif kind == "renamed":
        keys = map(str.strip, posted.get(f"new.{name}", "").split(";"))
        new = list(dict.fromkeys(filter(None, keys)))
        if new:
            return {"renamed": new[0] if len(new) == 1 else new, **because}
        errors.append(
            (f"new.{name}", tk._("Write the key that {name} has now.").format(name=thing))
        )
    return "left_out" if kind == "left_out" else None


def _fields(name: str, choice: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form that say a choice."""
    if choice == "left_out":
        yield f"kind.{name}", "left_out"
    elif choice:
        kind = next(one for one in ("ended", "mistake", "renamed") if one in choice)
        said = choice[kind]
        yield f"kind.{name}", kind
        yield f"reason.{name}", said if kind == "mistake" else choice.get("reason", "")
        if kind == "ended":
            yield f"day.{name}", said
        if kind == "renamed":
            yield f"new.{name}", said if isinstance(said, str) else "; ".join(said)
