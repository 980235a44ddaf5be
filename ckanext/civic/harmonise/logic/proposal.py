"""What the page proposes for a file: a model, the columns and the codes, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..editor import start
from ..editor.draft import Content
from ..editor.evidence import Evidence
from ..editor.header_match import match
from ..editor.profile import TableProfile
from ..models import Model


@dataclass(frozen=True)
class ModelProposal:
    """A model, and why it is proposed when it is."""

    model: Model
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Proposal:
    """A first draft, and why each of its fields is what it is."""

    content: Content
    fields: dict[str, Evidence] = field(default_factory=dict)


def propose_models(
    models: Sequence[Model], profile: TableProfile, file: Path
) -> list[ModelProposal]:
    """Return every model, the likeliest first; only those that fit have evidence."""
    shares = []
    for model in models:
        found, _ = match(model, profile)
        columns = {str(one if isinstance(one, str) else one["column"]) for one in found.values()}
        shares.append((len(columns), model))
    shares.sort(key=lambda one: -one[0])
    proposals = []
    for count, model in shares:
        reason = f"{count} of your {len(profile.header)} headings are names of its fields."
        is_likely = count * 2 >= len(profile.header) and model is shares[0][1]
        confidence = count / max(1, len(profile.header))
        evidence = Evidence(confidence, reason) if is_likely else None
        proposals.append(ModelProposal(model, evidence))
    return proposals


def propose_draft(
    model: Model,
    profile: TableProfile,
    file: Path,
    *,
    id: str,
    publisher: dict[str, str],
    title: str,
) -> Proposal:
    """Return the first draft of a crosswalk from a file to a model."""
    content = start.empty(model, id, publisher, title)
    content["fields"], evidence = match(model, profile)
    key = next((one for one in profile.columns.values() if one.is_unique), None)
    if key is not None:
        content["key"] = {"columns": [key.heading]}
    return Proposal(content, evidence)
