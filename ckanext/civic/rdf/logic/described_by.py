"""Describe datasets by the profiles that a request, or the portal's settings, name."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from .. import config
from ..mapping import PROFILES, catalog_quads
from ..pages.parameters import BadParameter
from ..profiles.foreign import (
    RefusedByProfile,
    UnknownProfile,
    catalog_triples,
    dataset_triples,
)
from .anonymous import visible_dataset
from .catalogue import Published, published
from .mapped import Mapper, text_of
from .snapshot import catalog_text

log = logging.getLogger(__name__)

PUBLISHED = "civic_dcat_ap"  # the profile of the descriptions that are kept
OURS = frozenset(PROFILES)  # what our mapping can say


class Describer(Protocol):
    """Describes the catalogue and datasets as N-Quads; leaves out what a stranger may not see.

    ``is_ours`` tells that it only reads what is published, so that `logic.catalogue.state` says
    all about it.
    """

    is_ours: bool

    def catalog(self) -> bytes: ...
    def datasets(self, package_ids: Sequence[str]) -> list[Published]: ...


def describer(profiles: Sequence[str]) -> Describer:
    """Return the describer for these profiles; without any, for those of the settings.

    Raises BadParameter for a profile that is not known here.
    """
    names = tuple(profiles) or configured()
    if set(names) == {PUBLISHED}:
        return _Published()
    if set(names) <= OURS:
        return _Mapped(sorted(set(names)))
    if not p.plugin_loaded("dcat"):
        raise BadParameter("profiles: at least one of them is not known here.")
    return _Foreign(names)


def configured() -> tuple[str, ...]:
    """Return the profiles of the portal's settings; ours where there are none."""
    names = tk.aslist(tk.config.get("ckanext.dcat.rdf.profiles") or "")
    return tuple(names) if names and p.plugin_loaded("dcat") else (PUBLISHED,)


class _Published:
    is_ours = True

    def catalog(self) -> bytes:
        return catalog_text().nquads

    def datasets(self, package_ids: Sequence[str]) -> list[Published]:
        return published(package_ids)


class _Mapped:
    """Our mapping's profiles, together where there are several: each statement once."""

    is_ours = False

    def __init__(self, profiles: Sequence[str]) -> None:
        self._profiles = profiles

    def catalog(self) -> bytes:
        site = config.site()
        quads = {
            quad for profile in self._profiles for quad in catalog_quads(site, profile=profile)
        }
        return text_of(quads)

    def datasets(self, package_ids: Sequence[str]) -> list[Published]:
        mapper, found = Mapper(self._profiles), []
        for each in published(package_ids):
            text = mapper.said_of(each)
            if text is not None:
                found.append(Published(each.package_id, text, None))
        return found


class _Foreign:
    is_ours = False

    def __init__(self, profiles: Sequence[str]) -> None:
        self._profiles = profiles

    def catalog(self) -> bytes:
        try:
            return catalog_triples(self._profiles)
        except UnknownProfile as error:
            raise BadParameter(str(error)) from error

    def datasets(self, package_ids: Sequence[str]) -> list[Published]:
        catalog, found = config.site().catalog_iri, []
        for dataset in _visible(package_ids):
            try:
                text = dataset_triples(dataset, catalog, self._profiles)
            except UnknownProfile as error:
                raise BadParameter(str(error)) from error
            except RefusedByProfile as error:
                log.warning("Left out of the catalogue: %s", error)
                continue
            found.append(Published(dataset["id"], text, None))
        return found


def _visible(package_ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for package_id in package_ids:
        dataset = visible_dataset(package_id)
        if dataset is not None:
            yield dataset
