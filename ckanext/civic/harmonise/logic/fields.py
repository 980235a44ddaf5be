"""The resource fields by which a file and what was made from it know one another.

They are listed in docs/explanation/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CROSSWALK = "civic_crosswalk"
OUTPUT = "civic_output"
OUTPUT_OF = "civic_output_of"
MODEL = "civic_model"
RELEASE = "civic_release"  # what a new file is to the one before: empty, or NEW_PERIOD
NEW_PERIOD = "new-period"

_KEPT = (CROSSWALK, OUTPUT, OUTPUT_OF, MODEL, RELEASE)
_KEPT_OF_OUTPUT = ("hash", "mimetype")

Resource = Mapping[str, Any]


def is_source(resource: Resource) -> bool:
    """Tell whether a publisher asked for this file to be harmonised."""
    return bool(resource.get(CROSSWALK)) and not resource.get(OUTPUT)


def is_new_period(resource: Resource) -> bool:
    """Tell whether each file of this resource is about another time than the one before."""
    return resource.get(RELEASE) == NEW_PERIOD


def is_copy(dataset: Mapping[str, Any]) -> bool:
    """Tell whether a dataset was born on another portal (and is harmonised there)."""
    extras = dataset.get("extras") or ()
    return any(extra["key"] == "civic_origin" and extra["value"] for extra in extras)


def carry_over(current: Resource, updated: dict[str, Any]) -> None:
    """Keep our fields in ``updated`` when an update does not mention them.

    CKAN's own form and most scripts send only the fields that they know. To clear a field, send
    it empty.
    """
    kept = _KEPT + (_KEPT_OF_OUTPUT if current.get(OUTPUT) and not updated.get("upload") else ())
    for name in kept:
        if name in current and name not in updated:
            updated[name] = current[name]


def without_orphans(before: Iterable[Resource], after: list[Any]) -> list[Any]:
    """Return ``after`` without the outputs whose source went away in this very change.

    A source goes away when it is removed or no longer names a crosswalk. Outputs whose source
    was not there ``before`` either are left alone: they came as part of a copy.
    """
    sources = {resource["id"] for resource in before if is_source(resource)}
    gone = sources - {resource.get("id") for resource in after if is_source(resource)}
    return [resource for resource in after if resource.get(OUTPUT_OF) not in gone]


def changed_sources(before: Iterable[Resource], after: Iterable[Resource]) -> list[Resource]:
    """Return the uploaded sources of ``after`` whose file or crosswalk is new."""
    known = {resource["id"]: _version(resource) for resource in before}
    return [
        resource
        for resource in after
        if is_source(resource)
        and resource.get("url_type") == "upload"
        and known.get(resource["id"]) != _version(resource)
    ]


def _version(resource: Resource) -> tuple[str, ...]:
    return tuple(str(resource.get(name)) for name in (CROSSWALK, "last_modified", "url_type"))
