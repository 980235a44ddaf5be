"""What profiles of our mapping, other than the published one, say of the published datasets.

CKAN takes a hundredth of a second to show a dataset. What was mapped is therefore kept, in this
process, for as long as the dataset's published description is the one that was made of the very
same facts: every change of a dataset changes its description, which says when it was changed.
"""

from __future__ import annotations

import logging
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock

from ckanext.civic.core import nquads
from ckanext.civic.core.canonical import sha256_hex

from .. import config
from ..errors import GraphRefused
from ..mapping import dataset_quads
from .anonymous import visible_dataset
from .catalogue import Published
from .catching_up import fingerprint
from .facts import Organizations, facts_of

log = logging.getLogger(__name__)

MOST_KEPT = 2000  # datasets with their profiles, about 2 kB each
_Key = tuple[str, str, str, tuple[str, ...]]
_kept: OrderedDict[_Key, bytes] = OrderedDict()
_lock = Lock()


class Mapper:
    """Maps published datasets by ``profiles`` of ours. Use it for one request."""

    def __init__(self, profiles: Sequence[str]) -> None:
        self._profiles = tuple(profiles)
        self._site = config.site()
        self._made_with = fingerprint()
        self._organizations: Organizations = {}

    def said_of(self, dataset: Published) -> bytes | None:
        """Return sorted N-Quads of what the profiles say; None when nothing may be said now."""
        key = (dataset.package_id, dataset.sha256, self._made_with, self._profiles)
        with _lock:
            packed = _kept.get(key)
            if packed is not None:
                _kept.move_to_end(key)
                return zlib.decompress(packed)
        shown = visible_dataset(dataset.package_id)
        if shown is None:
            return None
        try:
            facts = facts_of(shown, self._organizations, site=self._site)
            known = dataset_quads(shown, self._site, facts)
            text = text_of(
                quad
                for profile in self._profiles
                for quad in dataset_quads(shown, self._site, facts, profile=profile)
            )
        except GraphRefused as error:
            log.warning("Left out of the catalogue: %s", error)
            return None
        if sha256_hex(text_of(known)) == dataset.sha256:  # nothing changed in between
            _keep(key, text)
        return text


def text_of(quads: Iterable[nquads.Quad]) -> bytes:
    """Return quads as sorted N-Quads, each once."""
    return "".join(nquads.lines(sorted(set(quads)))).encode("utf-8")


def _keep(key: _Key, text: bytes) -> None:
    with _lock:
        _kept[key] = zlib.compress(text, 1)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
