"""The whole catalogue as linked data: our dump beside ckanext-dcat's export, page by page.

Both export the same portal. Ours is measured from nothing (no dataset described yet: walk, map,
write) and from descriptions, as each later dump is made; then with ten times as many datasets,
whose descriptions are real ones with other ids, written straight into the table. It also holds
that the dump's memory stays below 150 MB above idle and does not grow with the catalogue.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from bench import catalogue, site
from bench.measurement import Measurement, dataset_count, hand_over

ENVIRONMENT = "bench_dump"
PEER = "ckanext-dcat, euro_dcat_ap_3, pages of 100, Turtle"
GOAL = 10  # times the peer's paged export
FIRST_GOAL = 2  # our choice: once in a portal's life, CKAN's own reading takes most of the time
MOST_MEMORY_MB = 150
TIMES_AS_MANY = 10
SYNTAXES = ("nq", "nt", "ttl", "trig", "jsonld", "xml", "nq.gz")


def main() -> None:
    """Measure both and hand over."""
    count = dataset_count(10_000)
    app = site.configure(ENVIRONMENT, ["civic_rdf"], ckan__site_url=f"http://{site.HOST}")
    site.empty("civic_rdf")
    catalogue.fill(count)
    with app._wsgi_app.test_request_context():
        forget_descriptions()
        nothing_s = seconds(lambda: describe_and_dump(count))
        found = {ending: measured(ending, count) for ending in SYNTAXES}
        peer_s = json.loads(output_of("bench.dump_peer", str(count)))
        multiply()
        many = count * TIMES_AS_MANY
        big = {ending: measured(ending, many) for ending in SYNTAXES}
    hold_memory(found, big)
    peer = count / peer_s
    rows = [(f"first dump of {count:,}, nothing described yet", count / nothing_s, FIRST_GOAL)]
    for total, taken in ((count, found), (many, big)):
        rows += [(f"dump of {total:,}, {each}", total / taken[each][0], GOAL) for each in SYNTAXES]
    hand_over(Measurement(name, ours, peer, "datasets/s", goal, PEER) for name, ours, goal in rows)


def forget_descriptions() -> None:
    """Make the portal one whose datasets are older than the plugin."""
    from ckan import model

    from ckanext.civic.rdf.model import CivicRdfOutbox

    model.Session.query(CivicRdfOutbox).delete()
    model.Session.commit()


def describe_and_dump(count: int) -> None:
    """Do what the first dump of a portal does."""
    from bench.dump_ours import dumped
    from ckanext.civic.rdf.logic.catching_up import describe_everything

    assert describe_everything() == []
    check(dumped("nq"), count)


def measured(ending: str, count: int) -> tuple[float, float]:
    """Return seconds and megabytes above idle of one dump, in a process of its own."""
    datasets, taken_s, above_mb = json.loads(output_of("bench.dump_ours", ending))
    check(datasets, count)
    return taken_s, above_mb


def output_of(module: str, *arguments: str) -> str:
    """Return the last line that a module prints when it runs on this benchmark's portal."""
    done = subprocess.run(
        [sys.executable, "-m", module, ENVIRONMENT, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1]


def check(found: int, wanted: int) -> None:
    """Fail when a dump has not every dataset."""
    assert found == wanted, f"{found} of {wanted} datasets"


def seconds(work: Callable[[], object]) -> float:
    """Return how long work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def hold_memory(small: dict[str, tuple[float, float]], big: dict[str, tuple[float, float]]) -> None:
    """Print the memory of each dump; fail when it is too much."""
    for ending in small:
        mb, more_mb = small[ending][1], big[ending][1]
        print(f"{ending}: {mb:.0f} MB above idle, {more_mb:.0f} MB for ten times as many")
        assert max(mb, more_mb) < MOST_MEMORY_MB, ending


def multiply() -> None:
    """Add copies of all descriptions under other ids, ten times as many in the end."""
    import sqlalchemy as sa
    from ckan import model

    from ckanext.civic.changes import log
    from ckanext.civic.changes.model import ChangeKind
    from ckanext.civic.rdf.logic.snapshot import each_current
    from ckanext.civic.rdf.model import CivicRdfDescription

    session = model.Session
    copy_packages(TIMES_AS_MANY)
    for description in list(each_current()):
        old = description.package_id
        rows = []
        for turn in range(1, TIMES_AS_MANY):
            new = str(uuid5(NAMESPACE_URL, f"{old}/{turn}"))
            content = description.nquads.replace(old.encode(), new.encode())
            rows.append((new, description.iri.replace(old, new), zlib.compress(content, 1)))
        numbers = log.record_many(session, [(row[0], ChangeKind.CREATE, None) for row in rows])
        session.execute(
            sa.insert(CivicRdfDescription),
            [
                {
                    "seq": seq,
                    "package_id": package_id,
                    "iri": iri,
                    "sha256": description.sha256,
                    "content": content,
                }
                for seq, (package_id, iri, content) in zip(numbers, rows, strict=True)
            ],
        )
    session.commit()


def copy_packages(times: int) -> None:
    """Add a public package for each copy: what has none is withdrawn before a dump."""
    import sqlalchemy as sa
    from ckan import model

    table = model.package_table
    originals = list(model.Session.execute(sa.select(table)).mappings())
    for original in originals:
        model.Session.execute(
            sa.insert(table),
            [
                {
                    **original,
                    "id": str(uuid5(NAMESPACE_URL, f"{original['id']}/{turn}")),
                    "name": f"{original['name']}-{turn}",
                }
                for turn in range(1, times)
            ],
        )


if __name__ == "__main__":
    main()
