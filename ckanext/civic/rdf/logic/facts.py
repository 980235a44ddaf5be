"""What the portal's other plugins tell an anonymous visitor of a dataset.

Each is asked by its CKAN action as a stranger: what a plugin that is not loaded would say, or what
it says to some people only, does not exist for linked data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import ckan.plugins.toolkit as tk
import pyoxigraph

from .. import config
from ..errors import GraphRefused
from ..mapping.described import Described
from ..mapping.facts import Certificate, Facts, Harmonised, Organization, Release
from ..mapping.related import local_id
from ..mapping.site import Site
from ..mapping.terms import Triple
from .anonymous import visible_dataset, visitor

Organizations = MutableMapping[str, Organization | None]
_RELATED = ("in_series", "has_version", "previous_version", "is_version_of", "replaces")
# the actions of other plugins that are asked; two of them tell rules: of readiness, and of themes
_TELLING = (
    "civic_certificate_dataset_show",
    "civic_certificate_ruleset_show",
    "civic_gate_release_show",
    "civic_harmonise_council_show",
    "civic_harmonise_model_list",
    "civic_harmonise_quality_show",
    "civic_harmonise_resource_show",
)
_RELATED_MOST = 100  # other datasets that are asked for


def facts_of(
    dataset: Mapping[str, Any],
    organizations: Organizations | None = None,
    *,
    site: Site | None = None,
) -> Facts:
    """Return what is known of ``dataset`` (as ``package_show`` gives it to anybody).

    ``organizations``: what one run already asked, by id; give the same dict for many datasets.
    ``site``: this portal, where it is at hand.
    """
    site = site or config.site()
    return Facts(
        quality=_quality(dataset, site),
        organization=_organization(dataset, {} if organizations is None else organizations),
        certificate=_certificate(dataset),
        release=_release(dataset),
        harmonised=_harmonised(dataset),
        related=tuple(_related(dataset, site)),
        themes=_themes(dataset),
        area=_area(dataset),
    )


def told_by() -> list[Any]:
    """Return who tells anything here, and by which rules: with others, descriptions differ."""
    rules = []
    for action in _TELLING:
        try:
            function = tk.get_action(action)
        except KeyError:
            continue
        rule: Any = ""
        if action == "civic_certificate_ruleset_show":
            rule = function(visitor(), {})["id"]
        elif action == "civic_harmonise_model_list":
            rule = _themes_of_models()
        rules.append([action, rule])
    return rules


def _ask(action: str, object_id: str, **data: Any) -> dict[str, Any] | None:
    try:
        function = tk.get_action(action)
    except KeyError:
        return None
    try:
        return function(visitor(), {"id": object_id, **data})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None


def _quality(dataset: Mapping[str, Any], site: Site) -> tuple[Triple, ...]:
    try:
        iri = Described(dataset, site).iri
    except GraphRefused:
        return ()
    answer = _ask("civic_harmonise_quality_show", dataset["id"], iri=iri) or {}
    text = answer.get("nquads") or ""
    parsed = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return tuple((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in parsed)


def _organization(dataset: Mapping[str, Any], asked: Organizations) -> Organization | None:
    id = dataset.get("owner_org")
    if not isinstance(id, str) or not id:
        return None
    if id not in asked:
        asked[id] = _asked_organization(id)
    return asked[id]


def _asked_organization(id: str) -> Organization | None:
    only = {"include_users": False, "include_datasets": False, "include_dataset_count": False}
    shown = _ask("organization_show", id, **only)
    if shown is None:
        return None
    fields = {extra["key"]: extra["value"] for extra in shown.get("extras") or ()}
    fields |= {name: value for name, value in shown.items() if isinstance(value, str) and value}
    return Organization(
        homepage=str(fields.get("homepage") or fields.get("url") or ""),
        email=str(fields.get("email") or ""),
        same_as=str(fields.get("uri") or ""),
    )


def _certificate(dataset: Mapping[str, Any]) -> Certificate | None:
    shown = _ask("civic_certificate_dataset_show", dataset["id"])
    return Certificate(shown["level"], shown["ruleset"]) if shown else None


def _release(dataset: Mapping[str, Any]) -> Release | None:
    """Return when and in what role the dataset was released; who decided nobody tells."""
    shown = _ask("civic_gate_release_show", dataset["id"])
    return Release(str(shown["role"]), str(shown["released_at"])) if shown else None


def _harmonised(dataset: Mapping[str, Any]) -> tuple[Harmonised, ...]:
    made = {r.get("civic_output_of") for r in dataset.get("resources") or ()}
    found = []
    for source in sorted(id for id in made if isinstance(id, str) and id):
        run = (_ask("civic_harmonise_resource_show", source) or {}).get("published")
        if run:
            found.append(Harmonised(source, str(run["model"]), str(run["finished_at"])))
    return tuple(found)


def _themes(dataset: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the themes of the shared models that the dataset's files follow, sorted."""
    followed = {resource.get("civic_model") for resource in dataset.get("resources") or ()}
    if not any(isinstance(each, str) and each for each in followed):
        return ()
    themes = _themes_of_models()
    return tuple(sorted({themes[each] for each in followed if themes.get(each)}))


def _themes_of_models() -> dict[str, str]:
    """Return the theme of each shared model by its id; empty where nobody knows models."""
    try:
        listed = tk.get_action("civic_harmonise_model_list")(visitor(), {})
    except KeyError:
        return {}
    return {each["id"]: each["theme"] for each in listed}


def _area(dataset: Mapping[str, Any]) -> str:
    """Return the GSS code of the area that the dataset's council governs; empty for others."""
    title = (dataset.get("organization") or {}).get("title")
    if not isinstance(title, str) or not title:
        return ""
    shown = _ask("civic_harmonise_council_show", title)
    return str(shown["area"]) if shown else ""


def _related(dataset: Mapping[str, Any], site: Site) -> Iterator[dict[str, Any]]:
    """Yield the datasets of this portal that it names and that anybody may see."""
    for name in related_names(dataset, site):
        other = visible_dataset(name)
        if other:
            yield other


def related_names(dataset: Mapping[str, Any], site: Site) -> list[str]:
    """Return the ids and names of the datasets of this portal that it names, visible or not."""
    described = Described(dataset, site)
    texts = [text for field in _RELATED for text in described.listed(field)]
    names = dict.fromkeys(name for text in texts if (name := local_id(text, site.url)))
    return list(names)[:_RELATED_MOST]
