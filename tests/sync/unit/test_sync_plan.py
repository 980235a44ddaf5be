"""Who may change what: the decision table, the brake, and names."""

from __future__ import annotations

import pytest

from ckanext.civic.sync.errors import TooManyDeletes
from ckanext.civic.sync.plan.brake import check_brake
from ckanext.civic.sync.plan.build import Plan, build_plan
from ckanext.civic.sync.plan.decision import Decision, Outcome
from ckanext.civic.sync.plan.local_dataset import Holding, LocalDataset
from ckanext.civic.sync.plan.names import choose_name
from ckanext.civic.sync.plan.rules import Pull, decide
from ckanext.civic.sync.records.origin import Origin
from ckanext.civic.sync.records.peer_record import PeerRecord

HERE, PEER, OTHER, FAR = "http://here", "http://peer", "http://other", "http://far"
PULL = Pull(HERE, PEER, frozenset({OTHER}))


def record(site=PEER, path=None, hash_="h1", claimed=None):
    path = path or ((PEER,) if site == PEER else (site, PEER))
    claimed = None if site == PEER else (claimed or hash_)
    return PeerRecord("a", "lights", hash_, Origin(site, "a", path, claimed, "g"))


def local(holding=Holding.COPY, peer=PEER, origin=PEER, hash_="h1", note=""):
    return LocalDataset("a", "lights", holding, peer, origin, hash_, note)


OWN = LocalDataset("a", "lights")
BAD = PeerRecord("a", "lights", problem="bad")

TABLE = {
    "new": (record(), None, Outcome.CREATE),
    "same": (record(), local(), Outcome.UNCHANGED),
    "changed": (record(hash_="h2"), local(), Outcome.UPDATE),
    "unfinished": (record(), local(Holding.APPLYING), Outcome.UPDATE),
    "taken down, back again": (record(), local(Holding.REMOVED), Outcome.CREATE),
    "deleted by hand": (record(), local(Holding.TRASHED), Outcome.QUARANTINE),
    "reads back differently": (record(), local(Holding.DIFFERS), Outcome.QUARANTINE),
    "differs, changed since": (record(hash_="h2"), local(Holding.DIFFERS), Outcome.UPDATE),
    "bad": (BAD, None, Outcome.QUARANTINE),
    "bad now": (BAD, local(), Outcome.QUARANTINE),
    "ours": (record(HERE), OWN, Outcome.SKIP),
    "ours, forged": (record(HERE), None, Outcome.QUARANTINE),
    "ours, over a copy": (record(HERE), local(), Outcome.QUARANTINE),
    "our id": (record(), OWN, Outcome.QUARANTINE),
    "our id, relayed": (record(FAR), OWN, Outcome.QUARANTINE),
    "came through here": (record(FAR, (FAR, HERE, PEER)), None, Outcome.SKIP),
    "comes straight": (record(OTHER), None, Outcome.SKIP),
    "comes straight and is here": (record(OTHER), local(peer=OTHER, origin=OTHER), Outcome.SKIP),
    "far": (record(FAR), None, Outcome.QUARANTINE),
    "far, changed on the way": (record(FAR, claimed="h0"), None, Outcome.QUARANTINE),
    "another peer's": (record(), local(peer=OTHER, origin=OTHER), Outcome.QUARANTINE),
    "left from earlier": (record(), local(Holding.LEFT, hash_=""), Outcome.UPDATE),
    "relay came first": (record(), local(peer=OTHER, origin=PEER), Outcome.UPDATE),
}


@pytest.mark.parametrize(("shown", "here", "outcome"), TABLE.values(), ids=TABLE)
def test_decide_when_in_the_table_then_is_as_it_says(shown, here, outcome):
    decision = decide(shown, here, PULL)
    assert decision.outcome is outcome
    needs_reason = outcome is Outcome.SKIP or (
        outcome is Outcome.QUARANTINE and (here is None or here.holding is not Holding.DIFFERS)
    )
    assert bool(decision.reason) == needs_reason


def test_decide_when_relays_are_wanted_then_a_far_dataset_is_taken():
    pull = Pull(HERE, PEER, relayed=True)
    assert decide(record(FAR), None, pull).outcome is Outcome.CREATE
    assert decide(record(FAR, claimed="h0"), None, pull).outcome is Outcome.QUARANTINE


def test_decide_when_forced_then_what_differs_is_written_again():
    pull = Pull(HERE, PEER, force=True)
    assert decide(record(), local(Holding.DIFFERS), pull).outcome is Outcome.UPDATE


def test_build_plan_when_a_copy_is_no_longer_shown_then_it_goes():
    held = {
        "a": local(),
        "b": LocalDataset("b", "x", Holding.COPY, PEER, PEER, "h"),
        "c": LocalDataset("c", "y", Holding.COPY, OTHER, OTHER, "h"),
        "d": LocalDataset("d", "z"),
        "e": LocalDataset("e", "w", Holding.LEFT, PEER, PEER),
    }
    plan = build_plan({"a": record()}, held, PULL)
    assert plan.decisions == (Decision("a", Outcome.UNCHANGED), Decision("b", Outcome.DELETE))
    assert plan.copies == 2


def test_build_plan_when_a_copy_is_quarantined_then_it_stays():
    plan = build_plan({"a": BAD}, {"a": local()}, PULL)
    assert plan.count(Outcome.DELETE) == 0


@pytest.mark.parametrize(
    ("deletes", "copies", "stops"),
    [(5, 5, False), (6, 12, False), (6, 11, True), (7, 12, True), (0, 0, False), (100, 100, True)],
)
def test_brake_when_too_much_would_go_then_stops(deletes, copies, stops):
    plan = Plan(tuple(Decision(str(n), Outcome.DELETE) for n in range(deletes)), copies)
    if stops:
        with pytest.raises(TooManyDeletes, match=f"{deletes} of the {copies}"):
            check_brake(plan, share_percent=50, count=5)
    else:
        check_brake(plan, share_percent=50, count=5)


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ({}, "lights"),
        ({"lights": "a"}, "lights"),
        ({"lights": "b"}, "lights-salford"),
        ({"lights": "b", "lights-salford": "a"}, "lights-salford"),
        ({"lights": "b", "lights-salford": "c"}, "lights-salford-2"),
    ],
)
def test_choose_name_when_taken_then_adds_the_peer(taken, name):
    assert choose_name("lights", id_="a", peer="salford", taken=taken) == name


def test_choose_name_when_long_then_is_cut_to_fit():
    name = choose_name("x" * 100, id_="a", peer="salford", taken={"x" * 100: "b"})
    assert len(name) == 100
    assert name.endswith("-salford")
