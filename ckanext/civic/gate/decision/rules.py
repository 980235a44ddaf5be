"""The rules a decision can rest on, each with the sentence that explains it."""

from __future__ import annotations

from enum import Enum

HELD = "held"
RELEASED = "released"


class Rule(str, Enum):
    """Ids of the rules: stored with each decision and shown in the interface."""

    NO_DECISION = "no-decision"
    UNKNOWN_STATE = "unknown-state"
    CHANGED = "changed-after-approval"
    FILE_REPLACED = "file-being-replaced"
    MADE_PRIVATE = "made-private"
    NOT_ACTIVE = "not-active"
    REVIEWER_HELD = "reviewer-held"
    REVIEWER_RELEASED = "reviewer-released"
    SMALL_COUNCIL_RELEASED = "small-council-released"
    NOTHING_CHANGED = "replacement-failed"


# Message ids: the caller translates them.
ADVICE = {
    Rule.NO_DECISION: "Nobody has decided yet. A reviewer has to release it.",
    Rule.UNKNOWN_STATE: "Its state is not known to this version. A reviewer has to decide again.",
    Rule.CHANGED: "It changed after it was approved. A reviewer has to release the new version.",
    Rule.FILE_REPLACED: "A file is being replaced. A reviewer has to release the new version.",
    Rule.MADE_PRIVATE: "It was made private. A reviewer has to release it again.",
    Rule.NOT_ACTIVE: "It is a draft or was deleted. A reviewer has to release it afterwards.",
    Rule.NOTHING_CHANGED: "Replacing a file failed and nothing changed: the release stands.",
}
