"""Run the shapes over descriptions, many at once where that says the same as one at a time.

Most of the time goes into preparing the shapes, so fifty descriptions together take a fifth of
the time that they take alone. Together, though, one may lend another what it lacks (the class of
a licence that both name), or two may give one thing two names. So whatever is found together, or
could have been lent, is looked at alone, and only that counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyshacl
import rdflib
from rdflib.term import Node

from .results import Result, results
from .shapes import Profile, shapes

CHUNK = 50  # our choice: memory stays small, and more together is hardly faster
_HVD_CATEGORY = rdflib.URIRef("http://data.europa.eu/r5r/hvdCategory")


@dataclass(frozen=True)
class Subject:
    """A dataset's description: ``key`` is how the caller knows it, ``ntriples`` UTF-8."""

    key: str
    ntriples: bytes

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The description as a graph, which must not be changed."""
        return rdflib.Graph().parse(data=self.ntriples, format="nt")

    @property
    def has_high_value(self) -> bool:
        """Whether it has a category of high-value datasets (DCAT-AP HVD)."""
        return (None, _HVD_CATEGORY, None) in self.graph


def checked(
    subjects: Sequence[Subject], profile: Profile, *, with_recommended: bool = False
) -> dict[str, list[Result]]:
    """Return what each of at most `CHUNK` subjects breaks, and lacks when that is asked for.

    Every key is there; its results are sorted, each once.
    """
    found: dict[str, set[Result]] = {subject.key: set() for subject in subjects}
    valued = [subject for subject in subjects if subject.has_high_value]
    runs = [(profile.required, subjects), (profile.of_high_value, valued)]
    if with_recommended:
        runs.append((profile.recommended, subjects))
    for file_name, about in runs:
        if not file_name:
            continue
        for subject in _to_look_at_alone(about, file_name):
            found[subject.key].update(_run(subject.graph, file_name))
    return {key: sorted(each) for key, each in found.items()}


def _to_look_at_alone(subjects: Sequence[Subject], file_name: str) -> list[Subject]:
    if len(subjects) < 2:
        return list(subjects)
    together = rdflib.Graph()
    for subject in subjects:
        for triple in subject.graph:
            together.add(triple)
    wrong = {rdflib.URIRef(result.focus) for result in _run(together, file_name)}
    told = _told_of(together)
    # of what has no class, such as the catalogue that all are in, no shape speaks
    of_a_class = {node: told[node] for node in together.subjects(rdflib.RDF.type, unique=True)}
    return [
        subject
        for subject in subjects
        if not wrong.isdisjoint(subject.graph.subjects()) or _borrows(subject.graph, of_a_class)
    ]


def _told_of(graph: rdflib.Graph) -> Counter[Node]:
    """Return how many statements there are of each node."""
    return Counter(subject for subject, _, _ in graph)


def _borrows(graph: rdflib.Graph, told: Mapping[Node, int]) -> bool:
    """Tell whether it names something of which others in the chunk say more."""
    own = _told_of(graph)
    named = {*own, *graph.objects(unique=True)}
    return any(own[node] < told.get(node, 0) for node in named)


def _run(graph: rdflib.Graph, file_name: str) -> list[Result]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(file_name), inference="none")
    if not isinstance(report, rdflib.Graph):  # pyshacl answers an exception that it does not raise
        raise RuntimeError(f"the shapes of {file_name} could not be run: {report}")
    return list(results(report, graph))
