"""Who is acting, for the hooks of CKAN that are not told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ckan import model

from ..register import Reviewer

_nobody = Reviewer()
_acting: ContextVar[Reviewer] = ContextVar("civic_gate_acting", default=_nobody)


def reviewer_of(context: Any) -> Reviewer:
    """Return the user of an action's context, empty when there is none."""
    user = model.User.get(context.get("user")) if context.get("user") else None
    return Reviewer(user.id, user.display_name) if user else _nobody


def acting() -> Reviewer:
    """Return who is acting inside ``acting_as``, empty outside."""
    return _acting.get()


@contextmanager
def acting_as(context: Any) -> Iterator[None]:
    """Let hooks inside the block know the user of an action's context."""
    token = _acting.set(reviewer_of(context))
    try:
        yield
    finally:
        _acting.reset(token)
