from __future__ import annotations

from dataclasses import replace

import pytest

from ckanext.civic.gate.decision.decide import Facts, decide

RELEASED = Facts(
    state="released",
    rule="reviewer-released",
    reason="Fine.",
    approved_hash="aa",
    current_hash="aa",
    dataset_state="active",
    is_private=False,
)


def test_decide_when_released_and_unchanged_then_allows_with_the_reviewers_reason():
    decision = decide(RELEASED)
    assert (decision.allowed, decision.reason, decision.rule) == (
        True,
        "Fine.",
        "reviewer-released",
    )


def test_decide_when_there_is_no_row_then_holds():
    assert decide(None).allowed is False
    assert decide(None).rule == "no-decision"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"state": "held", "rule": "reviewer-held"}, "reviewer-held"),
        ({"state": "published"}, "unknown-state"),
        ({"state": ""}, "unknown-state"),
        ({"current_hash": "bb"}, "changed-after-approval"),
        ({"current_hash": None}, "changed-after-approval"),
        ({"approved_hash": None, "current_hash": None}, "changed-after-approval"),
        ({"approved_hash": "", "current_hash": ""}, "changed-after-approval"),
        ({"dataset_state": "draft"}, "not-active"),
        ({"dataset_state": "deleted"}, "not-active"),
        ({"is_private": True}, "made-private"),
    ],
)
def test_decide_when_anything_is_not_as_released_then_holds_and_names_the_rule(change, rule):
    decision = decide(replace(RELEASED, **change))
    assert decision.allowed is False
    assert decision.rule == rule
    assert decision.reason
