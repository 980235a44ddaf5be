"""``/organization/{id}.*`` and ``/group/{id}.*``: publishers and themes, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core import nquads

from ... import config
from ...http import Content
from ...logic.anonymous import visitor
from ...mapping.terms import Triple
from ...pages.agents import agent_triples, theme_triples
from ...pages.writing import written
from .dataset import checked_reference
from .negotiated import NotHere, chosen_format, document, local_address


def organization_document(kind: str, reference: str, ending: str | None) -> Content:
    """Return what is said of an organisation, by id or name; ``kind`` is its type's address."""
    return _document("organization_show", kind, reference, ending, _agent)


def group_document(kind: str, reference: str, ending: str | None) -> Content:
    """Return what is said of a group, by id or name; ``kind`` is its type's address."""
    return _document("group_show", kind, reference, ending, _theme)


def _document(
    action: str,
    kind: str,
    reference: str,
    ending: str | None,
    describe: Callable[[dict[str, Any]], Sequence[Triple]],
) -> Content:
    chosen = chosen_format(ending)
    shown = _shown(action, checked_reference(reference))
    lines = nquads.lines((*triple, "") for triple in describe(shown))
    body = "".join(lines).encode("utf-8")
    return document(
        local_address(kind, shown["name"]),
        chosen,
        lambda: written([body], chosen),
        is_negotiated=ending is None,
        validator=None,
    )


def _shown(action: str, reference: str) -> dict[str, Any]:
    only = {"include_users": False, "include_datasets": False, "include_dataset_count": False}
    try:
        shown = tk.get_action(action)(visitor(), {"id": reference, **only})
    except (tk.ObjectNotFound, tk.NotAuthorized) as error:
        raise NotHere from error
    if shown.get("state") != "active":
        raise NotHere
    return shown


def _agent(shown: dict[str, Any]) -> Sequence[Triple]:
    return agent_triples(shown, config.site())


def _theme(shown: dict[str, Any]) -> Sequence[Triple]:
    return theme_triples(shown, config.site())
