"""How good a dataset's files are, where the plugin that checks them says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

_ACTION = "civic_harmonise_quality_show"


def quality_lines(dataset: Mapping[str, Any], iri: str) -> list[str]:
    """Return the quality measurements of the dataset at ``iri`` as lines of N-Triples.

    None where nothing measures them. The action is asked as an anonymous visitor.
    """
    try:
        action = tk.get_action(_ACTION)
    except KeyError:
        return []
    anonymous: Any = {"user": "", "auth_user_obj": None}
    try:
        answer = action(anonymous, {"id": dataset["id"], "iri": iri})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return []
    return answer["nquads"].splitlines(keepends=True)
