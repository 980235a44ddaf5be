"""A report in lines of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .groups import GROUPS, WITHOUT_FINDING, grouped


def as_text(report: Mapping[str, Any]) -> str:
    """Return the groups of a report: a line for what passed, a line for each finding, and
    one for what there was nothing to look at.

    ``report`` needs ``checks``, ``passed`` and ``not_applicable`` only.
    """
    groups = grouped(report)
    lines = []
    for group in GROUPS:
        found = groups[group.id]
        if not found:
            continue
        lines.append(f"{group.title} ({len(found)})")
        if group.id in WITHOUT_FINDING:
            lines[-1] += f": {', '.join(one['id'] for one in found)}"
        else:
            lines += [f"  {one['id']}: {one['message']}" for one in found]
    return "\n".join(lines)
