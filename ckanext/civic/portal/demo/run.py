"""The main job from end to end: publish, harmonise, release, link, synchronise, ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ckanext.civic.core.errors import CivicError

from ..stack import Stack
from .accounts import CouncilPeople, administrator, ensure_people
from .api import PortalApi
from .catalogue import CatalogueDataset, Council, datasets_with_files, load_councils
from .probe import probe_held
from .publish import publish
from .questions import ask_all
from .regional import ensure_peer, graphs_of, pull, quads_changed, refused, wait_for_graphs
from .report import Outcome

HUB = "hub"
Progress = Callable[[int, int, str], None]


def run_demo(stack: Stack, data: Path, progress: Progress) -> Outcome:
    """Do the main job on the files in ``data`` and return what became of it.

    ``progress`` is called with the step's number, the number of steps, and words. A dataset or
    a peer that fails becomes a problem of the outcome; everything else goes on.
    """
    return _Demo(stack, data, progress).run()


class _Demo:
    def __init__(self, stack: Stack, data: Path, progress: Progress) -> None:
        self._stack = stack
        self._data = data
        self._councils = [c for c in load_councils() if datasets_with_files(c, data)]
        self._hub = administrator(stack, stack.portal(HUB))
        self._admins = {
            portal.name: administrator(stack, portal)
            for portal in stack.portals()
            if portal.name == HUB or any(c.name == portal.name for c in self._councils)
        }
        self._outcome = Outcome()
        datasets = sum(len(datasets_with_files(c, data)) for c in self._councils)
        self._steps = datasets + 2 * len(self._councils) + 3
        self._step = 0
        self._progress = progress

    def run(self) -> Outcome:
        before = {name: graphs_of(admin) for name, admin in self._admins.items()}
        people = {council.name: self._publish_council(council) for council in self._councils}
        for council in self._councils:
            self._pull(council)
        self._next("the hub's quad store takes in what is new")
        self._attempt(lambda: wait_for_graphs(self._hub, HUB, self._say))
        self._next("asking the hub's quad store")
        self._attempt(lambda: self._outcome.answers.extend(ask_all(self._hub)))
        self._next("looking for what must stay inside")
        self._probe(people)
        after = {name: graphs_of(admin) for name, admin in self._admins.items()}
        self._outcome.quads_changed = sum(
            quads_changed(before[name], after[name]) for name in after
        )
        for graphs in after.values():
            self._outcome.problems.extend(refused(graphs))
        self._count_quads(after)
        return self._outcome

    def _publish_council(self, council: Council) -> CouncilPeople:
        portal = self._stack.portal(council.name)
        people = ensure_people(self._stack, portal, council)
        for dataset in datasets_with_files(council, self._data):
            self._next(f"{council.title}: {dataset.title}")
            self._attempt(lambda dataset=dataset: self._publish(people, dataset))
        self._next(f"{council.title}: the quad store takes in what is new")
        self._attempt(lambda: wait_for_graphs(self._admins[council.name], council.name, self._say))
        return people

    def _publish(self, people: CouncilPeople, dataset: CatalogueDataset) -> None:
        published = publish(people, dataset, self._data)
        self._outcome.published.append(published)
        self._outcome.problems.extend(published.errors)

    def _pull(self, council: Council) -> None:
        self._next(f"the hub pulls {council.title}")

        def pull_council() -> None:
            ensure_peer(self._hub, self._stack.portal(council.name))
            self._outcome.pulls[council.name] = pull(self._hub, council.name, self._say)

        self._attempt(pull_council)

    def _probe(self, people: dict[str, CouncilPeople]) -> None:
        visitor_at_hub = PortalApi(self._hub.url)
        for published in self._outcome.published:
            if published.dataset.is_held:
                council = people[published.dataset.council]
                probe = probe_held(council, visitor_at_hub, published)
                self._outcome.probes[published.dataset.title] = probe

    def _count_quads(self, graphs: dict[str, dict[str, dict]]) -> None:
        for published in self._outcome.published:
            own = graphs[published.dataset.council].values()
            self._outcome.graph_quads[published.id] = sum(
                graph["quads"] for graph in own if graph.get("package_id") == published.id
            )

    def _attempt(self, work: Callable[[], object]) -> None:
        """Do ``work``; an expected failure is noted and the rest goes on."""
        try:
            work()
        except CivicError as error:
            self._outcome.problems.append(str(error))

    def _next(self, words: str) -> None:
        self._step += 1
        self._say(words)

    def _say(self, words: str) -> None:
        self._progress(self._step, self._steps, words)
