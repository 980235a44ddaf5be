"""Words for the readiness page."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.civic.core.shown_time import civic_time

__all__ = [
    "civic_certificate_confidence_name",
    "civic_certificate_effort_name",
    "civic_certificate_level_meaning",
    "civic_certificate_level_name",
    "civic_time",
]


def civic_certificate_level_name(level: str) -> str:
    """Return a level's name."""
    return {
        "none": tk._("No level yet"),
        "basic": tk._("Basic"),
        "pilot": tk._("Pilot"),
        "standard": tk._("Standard"),
        "exemplar": tk._("Exemplar"),
    }[level]


def civic_certificate_level_meaning(level: str) -> str:
    """Return what a level means, in a sentence."""
    return {
        "none": tk._("Something that every open dataset must have is not shown yet."),
        "basic": tk._("The data are open: the rights are clear and people can get at them."),
        "pilot": tk._("People can find, understand and rely on the data for a first use."),
        "standard": tk._("The data are well described and regularly looked after."),
        "exemplar": tk._("The data are published as well as anybody does it."),
    }[level]


def civic_certificate_effort_name(effort: str) -> str:
    """Return what kind of work a step is."""
    return {
        "metadata": tk._("Fill in a field of the dataset"),
        "statement": tk._("Somebody who knows must say so"),
        "profile": tk._("Write it down once for the whole organisation"),
        "file": tk._("Look at the file, and change it where needed"),
    }[effort]


def civic_certificate_confidence_name(confidence: str) -> str:
    """Return how sure an answer is."""
    return {"fact": tk._("Fact"), "inferred": tk._("Concluded")}[confidence]
