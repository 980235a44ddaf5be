"""What a peer shows, read whole before anything is written here."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .errors import CatalogueMoved
from .records.peer_record import PeerRecord, read_record
from .transports.base import Page, Transport

# How often a catalogue that moves under our eyes is read again; our choice.
ATTEMPTS = 3


class Stage:
    """The records of one complete reading, and the bodies of those that changed.

    A body is kept compressed (about 1 kB), so that 50,000 new datasets fit into 50 MB.
    """

    def __init__(self) -> None:
        self.records: dict[str, PeerRecord] = {}
        self._bodies: dict[str, bytes] = {}

    def add(self, record: PeerRecord, dataset: Mapping[str, Any], *, keep_body: bool) -> None:
        """Take in one dataset; one id with two contents becomes a record with a problem."""
        earlier = self.records.get(record.id)
        if earlier is not None and earlier != record:
            self._bodies.pop(record.id, None)
            self.records[record.id] = PeerRecord(
                record.id, record.name, problem="The peer sent it twice with different contents."
            )
            return
        self.records[record.id] = record
        if keep_body and not record.problem:
            self._bodies[record.id] = zlib.compress(json.dumps(dataset).encode(), 1)

    def body(self, id_: str) -> dict[str, Any]:
        """Return a dataset as the peer sent it; raises KeyError where it was not kept."""
        return json.loads(zlib.decompress(self._bodies[id_]))


def read_catalogue(
    transport: Transport,
    peer_site: str,
    held: Mapping[str, str],
    *,
    keep: Callable[[PeerRecord], bool],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Stage:
    """Return everything that ``transport`` reads.

    ``held`` maps the ids of our copies to their content hashes; ``keep`` says which bodies will be
    needed; ``progress`` is told how many datasets of how many were read. Raises PeerError;
    a catalogue that moves is read again before that.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _read(transport.pages(), peer_site, held, keep, progress)
        except CatalogueMoved:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _read(
    pages: Iterable[Page],
    peer_site: str,
    held: Mapping[str, str],
    keep: Callable[[PeerRecord], bool],
    progress: Callable[[int, int], None],
) -> Stage:
    stage = Stage()
    done = 0
    for page in pages:
        for dataset in page.datasets:
            record = read_record(dataset, peer_site, held.get(dataset["id"]))
            stage.add(record, dataset, keep_body=keep(record))
        done += len(page.datasets)
        progress(done, page.total)
    return stage
