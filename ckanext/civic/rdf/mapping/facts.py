"""What other parts of the portal know of a dataset, beside its own fields.

All of it is what an anonymous visitor may ask for (``logic/facts.py`` gathers it); what nobody
answers is absent. Plain values only: no CKAN here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .terms import Triple


@dataclass(frozen=True)
class Organization:
    """The body that owns the dataset, beyond its name and title (texts; empty when not known)."""

    homepage: str = ""
    email: str = ""
    same_as: str = ""  # its IRI in a register


@dataclass(frozen=True)
class Certificate:
    """How ready the dataset is for an Open Data Certificate: ``level`` under ``ruleset``."""

    level: str
    ruleset: str


@dataclass(frozen=True)
class Release:
    """That this portal's gate let the dataset out: in what role somebody did, never who.

    ``role`` is ``reviewer``, ``publisher`` (of what is its own) or ``portal`` (nobody in person);
    ISO 8601 UTC.
    """

    role: str
    released_at: str


@dataclass(frozen=True)
class Harmonised:
    """A file that was mapped to a shared model: source resource's id, model's id, ISO 8601 UTC."""

    source: str
    model: str
    finished_at: str


@dataclass(frozen=True)
class Facts:
    """What is known of one dataset from elsewhere.

    ``quality``: statements (DQV) about it and its files, as terms. ``related``: the datasets of
    this portal that it names (its series, other versions), as ``package_show`` gives them.
    ``themes``: codes of the EU's data themes that the shared models of its files have. ``area``:
    the GSS code of the area that its organisation governs, or empty.
    """

    quality: tuple[Triple, ...] = ()
    organization: Organization | None = None
    certificate: Certificate | None = None
    release: Release | None = None
    harmonised: tuple[Harmonised, ...] = ()
    related: tuple[Mapping[str, Any], ...] = ()
    themes: tuple[str, ...] = ()
    area: str = ""


NO_FACTS = Facts()
