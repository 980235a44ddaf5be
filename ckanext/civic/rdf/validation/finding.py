"""What to mend, in the words of those who can."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from .results import Result


class Severity(str, Enum):
    """How much a finding weighs."""

    VIOLATION = "violation"
    RECOMMENDATION = "recommendation"


class Place(str, Enum):
    """Where something is mended: whose form."""

    DATASET = "dataset"
    RESOURCE = "resource"
    ORGANIZATION = "organization"
    PORTAL = "portal"


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    ``field`` is the name of the field in CKAN, empty when no form has it; ``label`` what the form
    calls it. ``about`` names the file it is about; ``resource_id`` its id. Readers who want more
    find the processor's own words in ``result``.
    """

    severity: Severity
    sentence: str
    advice: str
    place: Place
    field: str
    label: str
    about: str
    resource_id: str
    result: Result

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        values = asdict(self)
        return {**values, "severity": self.severity.value, "place": self.place.value}
