"""What a publisher said of things that are gone, from a form or from a script, to be stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckan import model

from ckanext.civic.core import clock

from ..lifecycle import parse_choices
from ..model import GoneChoice

FRESH_START = "fresh_start"


def store_choices(resource_id: str, content: Mapping[str, Any], *, user_id: str) -> None:
    """Store what holds for the next run of a file; empty content takes it back. Commits.

    ``content`` is ``{all: choice, things: {id: choice}}``, or ``{fresh_start: true}`` when all
    addresses are new on purpose. Raises ChoiceError for anything else.
    """
    is_fresh_start = content.get(FRESH_START) is True
    choices = {} if is_fresh_start else dict(content)
    if choices:
        parse_choices(choices)
    GoneChoice.forget(resource_id)
    model.Session.flush()
    model.Session.expire_all()
    if choices or is_fresh_start:
        model.Session.add(
            GoneChoice(
                resource_id=resource_id,
                content=choices,
                is_fresh_start=is_fresh_start,
                chosen_by=user_id,
                chosen_at=clock.now(),
            )
        )
    model.Session.commit()


def choice_from_form(form: Mapping[str, str], name: str) -> Any:
    """Return the choice that a form has for one thing or for all; None when it has none.

    The form's names are ``kind.{name}``, ``day.{name}``, ``reason.{name}`` and ``new.{name}``.
    """
    kind = form.get(f"kind.{name}", "")
    reason = " ".join(form.get(f"reason.{name}", "").split())
    because = {"reason": reason} if reason else {}
    if kind == "ended":
        return {"ended": form.get(f"day.{name}", "").strip(), **because}
    if kind == "mistake":
        return {"mistake": reason}
    if kind == "renamed":
        new = form.get(f"new.{name}", "").split()
        return {"renamed": new[0] if len(new) == 1 else new, **because}
    return "left_out" if kind == "left_out" else None
