"""One dataset of a peer, read and weighed, ready to be planned for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.civic.core.dataset_content import dataset_hash

from ..errors import RecordError
from .check import check
from .origin import Origin, origin_of

_UNPRINTABLE = re.compile(r"[^ -~]")


@dataclass(frozen=True, slots=True)
class PeerRecord:
    """What the plan needs to know of a peer's dataset.

    ``problem`` says why it cannot be taken; then ``content_hash`` is empty and ``origin`` None.
    """

    id: str
    name: str
    content_hash: str = ""
    origin: Origin | None = None
    problem: str = ""


def read_record(
    dataset: Mapping[str, Any], peer_site: str, held_hash: str | None = None
) -> PeerRecord:
    """Return ``dataset``, as ``package_show`` gives it, as a record; its id is a string.

    ``held_hash`` is the content hash of our copy: what has not changed is not checked again.
    Never raises: what cannot be read becomes a record with a problem.
    """
    name = dataset.get("name")
    name = _UNPRINTABLE.sub("?", name[:100]) if isinstance(name, str) else ""
    try:
        content_hash = dataset_hash(dataset)
        if content_hash != held_hash:
            check(dataset)
        origin = origin_of(dataset, peer_site)
    except RecordError as error:
        return PeerRecord(dataset["id"], name, problem=error.message)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return PeerRecord(dataset["id"], name, problem="It is not shaped as CKAN shapes a dataset.")
    return PeerRecord(dataset["id"], name, content_hash, origin)
