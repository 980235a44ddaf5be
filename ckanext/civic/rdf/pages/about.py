"""The statements that are about one thing, out of a longer description.

Source: our choice, close to the Concise Bounded Description (W3C Member Submission, 2005): what is
said of the thing and of its parts, what those statements point at, and who points at the thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Line = tuple[str, str, str]


def about(node: str, triples: Sequence[Line], *, but: Iterable[str] = ()) -> list[Line]:
    """Return the statements about ``node`` (a term) and whatever hangs from it.

    It goes from object to object, but never on from a term in ``but``; statements that have
    ``node`` as object are there too. Empty when nothing is said of it.
    """
    of: dict[str, list[Line]] = {}
    for triple in triples:
        of.setdefault(triple[0], []).append(triple)
    if node not in of:
        return []
    stop, seen, waiting = {*but}, {node}, [node]
    found = [triple for triple in triples if triple[2] == node]
    while waiting:
        for triple in of.get(waiting.pop(), ()):
            found.append(triple)
            target = triple[2]
            if target in of and target not in seen and target not in stop:
                seen.add(target)
                waiting.append(target)
    return sorted(set(found))
