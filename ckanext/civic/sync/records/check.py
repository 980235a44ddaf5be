"""Whether a peer's dataset is fit to be stored here.

CKAN's own validators run afterwards; these checks refuse what they let through and what would
break the database or a reader of our pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from ..errors import RecordError

_NAME = re.compile(r"[a-z0-9_-]{2,100}")
# What PostgreSQL cannot store (NUL) and what UTF-8 cannot write (halves of surrogate pairs).
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINK_SCHEMES = frozenset({"", "http", "https", "ftp", "ftps"})

# Our choice: ten times the largest that portals were seen to publish in good faith, except for
# resources and tags, where 8,327 and 34,866 in one dataset have stopped harvesters.
MAX_TEXT_CHARACTERS = 1_000_000
MAX_RESOURCES = 2_000
MAX_TAGS = 2_000


def check(dataset: Mapping[str, Any]) -> None:
    """Raise RecordError, with a sentence for its publisher, when ``dataset`` is not fit."""
    _check_uuid(dataset["id"], "Its id")
    name = dataset.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise RecordError("Its name is not made of 2 to 100 of a-z, 0-9, - and _.")
    if dataset.get("state", "active") != "active":
        raise RecordError("It is not active at the peer.")
    if dataset.get("private"):
        raise RecordError("It is private at the peer.")
    _check_texts(dataset)
    _check_link(dataset.get("url"), "Its address")
    if len(dataset.get("tags") or ()) > MAX_TAGS:
        raise RecordError(f"It has over {MAX_TAGS} tags.")
    _check_extras(dataset)
    _check_resources(dataset)


def _check_resources(dataset: Mapping[str, Any]) -> None:
    resources = dataset.get("resources")
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        raise RecordError("Its resources are not a list.")
    if len(resources) > MAX_RESOURCES:
        raise RecordError(f"It has over {MAX_RESOURCES} resources.")
    seen = set()
    for position, resource in enumerate(resources, start=1):
        _check_uuid(resource.get("id"), f"The id of resource {position}")
        _check_link(resource.get("url"), f"The address of resource {position}")
        seen.add(resource["id"])
    if len(seen) != len(resources):
        raise RecordError("Two of its resources have one id.")


def _check_extras(dataset: Mapping[str, Any]) -> None:
    keys = [extra["key"] for extra in dataset.get("extras") or ()]
    if len(set(keys)) != len(keys):
        raise RecordError("Two of its extras have one key.")


def _check_uuid(value: Any, what: str) -> None:
    try:
        is_canonical = str(UUID(value)) == value
    except (ValueError, TypeError, AttributeError):
        is_canonical = False
    if not is_canonical:
        raise RecordError(f"{what} is not a UUID.")


def _check_link(value: Any, what: str) -> None:
    if value is None:
        return
    try:
        scheme = urlsplit(value.strip()).scheme.lower()
    except (ValueError, AttributeError):
        raise RecordError(f"{what} cannot be read.") from None
    if scheme not in _LINK_SCHEMES:
        raise RecordError(f"{what} starts with {scheme[:20]}:, which is not followed.")


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if len(value) > MAX_TEXT_CHARACTERS:
            raise RecordError(f"It holds a text of over {MAX_TEXT_CHARACTERS} characters.")
        if _UNSTORABLE.search(value):
            raise RecordError("It holds a character that no text can hold.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _check_texts(key)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)
