"""What the gate's templates ask."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core.shown_time import civic_time

from .decision.rules import ADVICE
from .enforcement.labels import decision_on

__all__ = [
    "civic_gate_decision",
    "civic_gate_is_in_a_team",
    "civic_gate_may",
    "civic_gate_reason",
    "civic_time",
]


def civic_gate_decision(package_id: str | None) -> Any | None:
    """Return the ``Decision`` on a dataset; None when there is no such dataset yet."""
    dataset = model.Package.get(package_id) if package_id else None
    return decision_on(dataset) if dataset else None


def civic_gate_is_in_a_team() -> bool:
    """Return whether the reader belongs to an organisation or looks after the portal."""
    reader: Any = tk.current_user
    if not reader.is_authenticated:
        return False
    return bool(reader.sysadmin or any(group.is_organization for group in reader.get_groups()))


def civic_gate_may(verb: str, package_id: str) -> bool:
    """Return whether the reader may ``show``, ``hold`` or ``release`` a dataset."""
    try:
        tk.check_access(
            f"civic_gate_dataset_{verb}", {"user": tk.current_user.name}, {"id": package_id}
        )
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return False
    return True


def civic_gate_reason(rule: str, reason: str) -> str:
    """Return the portal's own reasons translated and a reviewer's as it was typed.

    What was typed must not go through ``_()`` in a template: its result is not escaped there.
    """
    own = {known.value: text for known, text in ADVICE.items()}
    return tk._(own[rule]) if rule in own else reason
