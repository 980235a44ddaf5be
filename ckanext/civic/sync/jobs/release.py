"""Ask the gate, where there is one, to let out what its origin has let out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

# The gate's name for a decision that a person took here.
HELD_BY_A_PERSON = "reviewer-held"


def release_copy(context: Callable[[], Context], id_: str, origin: str) -> None:
    """Release the copy ``id_``, unless a reviewer of this portal holds it.

    Without civic_gate there is nothing to do. Raises what its actions raise.
    """
    try:
        show: Any = tk.get_action("civic_gate_dataset_show")
        release: Any = tk.get_action("civic_gate_dataset_release")
    except KeyError:
        return
    if show(context(), {"id": id_})["rule"] == HELD_BY_A_PERSON:
        return
    release(context(), {"id": id_, "reason": f"Released at its origin {origin}"})
