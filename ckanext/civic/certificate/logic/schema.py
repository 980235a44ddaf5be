"""What the actions accept."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..levels.rulesets import RULESETS


def dataset_show_schema() -> dict[str, Any]:
    """Return the schema of civic_certificate_dataset_show."""
    validator: Any = tk.get_validator
    text = validator("unicode_safe")
    return {
        "id": [validator("not_empty"), text],
        "ruleset": [validator("ignore_empty"), text, validator("one_of")(list(RULESETS))],
    }
