"""Finds the field groups and puts their statements together."""

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


@cache
def field_groups() -> tuple[FieldGroup, ...]:
    """Return the ``triples`` function of every module of this package, by module name."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package).__path__
    names = sorted(module.name for module in pkgutil.iter_modules(folder))
    modules = [import_module(f"{package}.{name}") for name in names]
    return tuple(module.triples for module in modules if hasattr(module, "triples"))


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
    statements = {triple for group in field_groups() for triple in group(described)}
    return [(*triple, graph) for triple in sorted(statements)]
