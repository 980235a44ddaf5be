"""A pull of 1,000 datasets from another portal over HTTP: civic_sync beside CKANHarvester.

Twice: everything is new, and nothing has changed. Both pull the same portal into an empty one of
their own, in one process each.
"""

from __future__ import annotations

import json
import subprocess
import sys

from bench.measurement import Measurement, dataset_count, hand_over

PEER = "ckanext-harvest, CKANHarvester"
# our choice: twice as fast where CKAN's own writing takes most of the time, and fifty times where
# a hash spares all of it
FIRST_GOAL, UNCHANGED_GOAL = 2, 50


def main() -> None:
    """Start the source, pull it with each, hand over."""
    count = dataset_count(1000)
    source = subprocess.Popen(
        [sys.executable, "-m", "bench.source_site", str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert source.stdout is not None
        url = ready_address(source)
        ours = pulled_by("bench.pull_ours", url, count)
        peer = pulled_by("bench.pull_peer", url, count)
    finally:
        source.terminate()
        source.wait(timeout=30)
    hand_over(
        Measurement(f"pull of {count}, {what}", count / a, count / b, "datasets/s", goal, PEER)
        for what, a, b, goal in zip(
            ("all new", "none changed"), ours, peer, (FIRST_GOAL, UNCHANGED_GOAL), strict=True
        )
    )


def ready_address(source: subprocess.Popen[str]) -> str:
    """Return the source's address when it is ready; raises RuntimeError when it ends instead."""
    assert source.stdout is not None
    for line in source.stdout:
        if line.startswith("http://"):
            return line.strip()
    raise RuntimeError(f"the source portal ended with {source.wait()}")


def pulled_by(module: str, url: str, count: int) -> list[float]:
    """Return the seconds of a first and of a second pull."""
    done = subprocess.run(
        [sys.executable, "-m", module, url, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
