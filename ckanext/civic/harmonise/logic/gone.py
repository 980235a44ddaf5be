"""What a publisher said of things that are gone, to be stored."""

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
