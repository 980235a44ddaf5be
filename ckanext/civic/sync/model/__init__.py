"""The tables of civic_sync: peers, their runs, and what is held of their datasets."""

from .peer import Peer
from .record import Record, RecordState
from .run import Run, RunState

__all__ = ["Peer", "Record", "RecordState", "Run", "RunState"]
