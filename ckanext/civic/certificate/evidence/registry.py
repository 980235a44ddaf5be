"""Find the detectors of this package and run them on a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from . import __path__ as package_path
from .base import Confidence, DatasetFacts, Detector, Evidence


@dataclass(frozen=True, slots=True)
class Findings:
    """What the detectors found: by question, beside the questionnaire, and what broke.

    ``failures`` maps a detector's name to the type of its error; its questions stay unanswered.
    """

    by_question: Mapping[str, Evidence]
    observations: tuple[Evidence, ...]
    failures: Mapping[str, str]


@lru_cache(maxsize=1)
def detectors() -> dict[str, Detector]:
    """Return every ``detect`` function of this package by its module's name, sorted."""
    found = {}
    for module_info in iter_modules(package_path):
        module = import_module(f"{__package__}.{module_info.name}")
        if hasattr(module, "detect"):
            found[module_info.name] = module.detect
    return dict(sorted(found.items()))


def gather(facts: DatasetFacts, among: Mapping[str, Detector] | None = None) -> Findings:
    """Run every detector; where two answer one question, a fact wins over a conclusion."""
    by_question: dict[str, Evidence] = {}
    observations: list[Evidence] = []
    failures: dict[str, str] = {}
    for name, detect in (detectors() if among is None else among).items():
        try:
            found = list(detect(facts))
        except Exception as error:  # one broken record must not hide what the others show
            failures[name] = type(error).__name__
            continue
        for evidence in found:
            if evidence.question is None:
                observations.append(evidence)
            elif _is_stronger(evidence, by_question.get(evidence.question)):
                by_question[evidence.question] = evidence
    return Findings(by_question, tuple(observations), failures)


def _is_stronger(new: Evidence, old: Evidence | None) -> bool:
    return old is None or (
        new.confidence is Confidence.FACT and old.confidence is Confidence.INFERRED
    )
