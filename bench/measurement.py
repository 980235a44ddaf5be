"""One comparison of our speed with a peer's."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

LAST_LINE = "measurements: "


@dataclass(frozen=True)
class Measurement:
    """What was compared: two speeds in ``unit`` (more is better) and the ratio that we aim at."""

    name: str
    ours: float
    peer: float
    unit: str
    goal: float
    peer_name: str

    @property
    def ratio(self) -> float:
        """How many times as fast as the peer we are."""
        return self.ours / self.peer

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is reached."""
        return self.ratio >= self.goal


def dataset_count(default: int) -> int:
    """Return how many datasets to measure with: ``BENCH_N``, else ``default``."""
    return int(os.environ.get("BENCH_N") or default)


def best_of_each(repeats: int, *works: Callable[[], object]) -> list[float]:
    """Return the shortest time of each work in seconds; they take turns, so that noise is shared.

    Each runs once more beforehand, unmeasured, to fill caches.
    """
    best = [float("inf")] * len(works)
    for turn in range(repeats + 1):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            seconds = time.perf_counter() - start
            if turn:
                best[number] = min(best[number], seconds)
    return best


def hand_over(measurements: Iterable[Measurement]) -> None:
    """Print the measurements where the runner looks for them: on the last line."""
    print(LAST_LINE + json.dumps([asdict(item) for item in measurements]), flush=True)


def received(output: str) -> list[Measurement]:
    """Return the measurements that a benchmark handed over; raises ValueError without any."""
    for line in reversed(output.splitlines()):
        if line.startswith(LAST_LINE):
            return [Measurement(**item) for item in json.loads(line.removeprefix(LAST_LINE))]
    raise ValueError("it handed over no measurements")
