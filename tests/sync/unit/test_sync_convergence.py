"""Whatever a peer shows and whatever is here: pulls converge, and touch nothing of ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.sync.plan.build import build_plan
from ckanext.civic.sync.plan.decision import Outcome
from ckanext.civic.sync.plan.local_dataset import Holding, LocalDataset
from ckanext.civic.sync.plan.rules import Pull
from ckanext.civic.sync.records.origin import Origin
from ckanext.civic.sync.records.peer_record import PeerRecord

HERE, PEER, OTHER, FAR = "http://here", "http://peer", "http://other", "http://far"
IDS = st.sampled_from("abcdef")
HASHES = st.sampled_from(["h1", "h2"])
CHANGES = (Outcome.CREATE, Outcome.UPDATE, Outcome.DELETE)


@st.composite
def catalogues(draw):
    def record(id_):
        if draw(st.integers(0, 9)) == 0:
            return PeerRecord(id_, id_, problem="bad")
        hash_ = draw(HASHES)
        site = draw(st.sampled_from([PEER, PEER, PEER, HERE, OTHER, FAR]))
        if site == PEER:
            return PeerRecord(id_, id_, hash_, Origin(PEER, id_, (PEER,), None, "g"))
        through = draw(st.lists(st.sampled_from([HERE, OTHER, "http://x"]), max_size=2))
        path = (site, *through, PEER)
        return PeerRecord(id_, id_, hash_, Origin(site, id_, path, draw(HASHES), "g"))

    return {id_: record(id_) for id_ in draw(st.sets(IDS))}


@st.composite
def portals(draw):
    def dataset(id_):
        holding = draw(st.sampled_from(Holding))
        if holding is Holding.OWN:
            return LocalDataset(id_, id_)
        if holding is Holding.LEFT:
            return LocalDataset(id_, id_, holding, PEER, PEER)
        peer = draw(st.sampled_from([PEER, PEER, OTHER]))
        origin = draw(st.sampled_from([peer, PEER]))
        return LocalDataset(id_, id_, holding, peer, origin, draw(HASHES))

    return {id_: dataset(id_) for id_ in draw(st.sets(IDS))}


def apply(plan, records, local, *, stop_after=None):
    """Return what is here after carrying out a plan, or its first decisions."""
    after = dict(local)
    changes = [d for d in plan.decisions if d.outcome in CHANGES]
    for decision in changes[:stop_after]:
        record = records.get(decision.id)
        if decision.outcome is Outcome.DELETE:
            del after[decision.id]
        else:
            after[decision.id] = LocalDataset(
                decision.id, record.name, Holding.COPY, PEER, record.origin.site,
                record.content_hash,
            )  # fmt: skip
    return after


@given(catalogues(), portals(), st.booleans())
def test_pull_when_done_then_a_second_one_changes_nothing(records, local, relayed):
    pull = Pull(HERE, PEER, frozenset({OTHER}), relayed)
    after = apply(build_plan(records, local, pull), records, local)
    again = build_plan(records, after, pull)
    assert not any(decision.outcome in CHANGES for decision in again.decisions)


@given(catalogues(), portals(), st.integers(0, 5))
def test_pull_when_interrupted_then_the_next_one_ends_the_same(records, local, stop_after):
    pull = Pull(HERE, PEER, frozenset({OTHER}))
    whole = apply(build_plan(records, local, pull), records, local)
    part = apply(build_plan(records, local, pull), records, local, stop_after=stop_after)
    assert apply(build_plan(records, part, pull), records, part) == whole


@given(catalogues(), portals(), st.booleans())
def test_pull_when_done_then_our_own_and_other_peers_datasets_are_as_before(
    records, local, relayed
):
    pull = Pull(HERE, PEER, frozenset({OTHER}), relayed)
    after = apply(build_plan(records, local, pull), records, local)
    for id_, dataset in local.items():
        is_taken_over = dataset.peer == OTHER and dataset.origin == PEER
        if dataset.holding is Holding.OWN or (dataset.peer == OTHER and not is_taken_over):
            assert after[id_] == dataset


@given(catalogues(), portals(), st.booleans())
def test_pull_when_done_then_nothing_came_that_was_born_here_or_passed_through(
    records, local, relayed
):
    pull = Pull(HERE, PEER, frozenset({OTHER}), relayed)
    plan = build_plan(records, local, pull)
    for decision in plan.decisions:
        record = records.get(decision.id)
        if record and record.origin and HERE in record.origin.path:
            assert decision.outcome in (Outcome.SKIP, Outcome.QUARANTINE)


@given(catalogues())
def test_pull_when_nothing_is_here_then_every_sound_record_of_the_peer_is_created(records):
    plan = build_plan(records, {}, Pull(HERE, PEER))
    created = {decision.id for decision in plan.with_outcome(Outcome.CREATE)}
    assert created == {
        id_ for id_, record in records.items() if record.origin and record.origin.site == PEER
    }


@given(catalogues(), portals())
def test_plan_when_order_of_reading_differs_then_is_the_same(records, local):
    pull = Pull(HERE, PEER)
    backwards = dict(reversed(list(records.items())))
    assert build_plan(records, local, pull) == build_plan(backwards, local, pull)
