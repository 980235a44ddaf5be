"""The content of one graph in one format, on its way from the store to a client.

It is on this portal's disk, whole, before its first byte is sent: a store that breaks off in the
middle gives a 503 and not half a graph, and a slow client holds no connection to the store. What
is held in memory is one piece.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from ckanext.civic.core.http import CHUNK_BYTES

from ..errors import StoreUnavailable
from .withdrawals import before_reading


class GraphBody:
    """A graph as the store writes it in the format ``accept``."""

    def __init__(self, graph: str, accept: str) -> None:
        self._graph, self._accept = graph, accept

    def chunks(self) -> Iterator[bytes]:
        """Return the content in pieces; all of it is on this portal's disk by then.

        Raises StoreUnavailable when the store has no such graph any more, does not answer, or
        breaks off.
        """
        file = tempfile.TemporaryFile(prefix="civic-rdf-graph-")  # noqa: SIM115 (`_read` closes it)
        try:
            if not before_reading().copy(self._graph, file, accept=self._accept):
                raise StoreUnavailable(
                    "The graph is being written.", advice="Ask again in a minute."
                )
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
