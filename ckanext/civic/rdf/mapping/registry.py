"""Finds the field groups of each profile and puts their statements together."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from ckanext.civic.core.nquads import Quad

from .described import Described
from .facts import NO_FACTS, Facts
from .site import Site
from .terms import Triple

FieldGroup = Callable[[Described], Iterable[Triple]]

# a profile: the packages beside this file whose modules are its field groups
PROFILES = {
    "civic_dcat_ap": ("fields", "dcat_ap"),
    "civic_uk": ("fields", "uk"),
}


@cache
def field_groups(profile: str = "civic_dcat_ap") -> tuple[FieldGroup, ...]:
    """Return the ``triples`` function of every module of a profile's packages.

    Raises KeyError for a profile that is not in ``PROFILES``.
    """
    groups: list[FieldGroup] = []
    for part in PROFILES[profile]:
        package = f"{__name__.rpartition('.')[0]}.{part}"
        folder = import_module(package).__path__
        names = sorted(module.name for module in pkgutil.iter_modules(folder))
        modules = [import_module(f"{package}.{name}") for name in names]
        groups += [module.triples for module in modules if hasattr(module, "triples")]
    return tuple(groups)


def dataset_quads(
    dataset: Mapping[str, Any],
    site: Site,
    facts: Facts = NO_FACTS,
    *,
    profile: str = "civic_dcat_ap",
) -> list[Quad]:
    """Return everything said of ``dataset`` in its metadata graph, sorted, each quad once.

    ``dataset`` is what ``package_show`` gives to an anonymous visitor, ``facts`` what others tell
    one of it. There are no blank nodes, so that two runs give the same text. Raises GraphRefused
    (see `graph_names`).
    """
    described = Described(dataset, site, facts, profile)
    graph = f"<{described.names.meta}>"
    statements: set[Triple] = set()
    for group in field_groups(profile):
        statements.update(group(described))
    return [(s, p, o, graph) for s, p, o in sorted(statements)]
