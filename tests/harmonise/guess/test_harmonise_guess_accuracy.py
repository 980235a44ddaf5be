"""How often the guess is right, on files that it has not learnt from."""

from __future__ import annotations

from functools import cache

import pytest
from harmonise.guess.scoring import Score, load_cases, score, table_of, wanted_of

from ckanext.civic.harmonise.crosswalks import list_crosswalks
from ckanext.civic.harmonise.guess import Guess, guess
from ckanext.civic.harmonise.models import list_models

LEAST_RECALL = 0.8


@cache
def known():
    """Return all models and crosswalks."""
    return list_models(), list_crosswalks()


def guess_case(case, model: str | None = None) -> Guess:
    """Return the guess for an invented file; its council has no crosswalk."""
    return guess(table_of(case), *known(), model=model)


@pytest.mark.parametrize("group", ["tuned", "aside"])
def test_columns_when_the_model_is_known_then_four_fifths_are_mapped_and_none_wrongly(group):
    total = Score()
    for name, case in load_cases(group).items():
        if case["model"]:
            total += score(name, guess_case(case, case["model"]), wanted_of(case))
    assert total.wrong == 0, "\n".join(total.details)
    assert total.recall >= LEAST_RECALL, "\n".join(total.details)


@pytest.mark.parametrize("group", ["tuned", "aside"])
def test_model_when_guessed_then_is_never_another_one(group):
    guessed = {name: (guess_case(case).model, case) for name, case in load_cases(group).items()}
    assert not {n: m for n, (m, case) in guessed.items() if m not in (None, case["model"])}
    found = sum(model is not None for model, case in guessed.values() if case["model"])
    assert found >= LEAST_RECALL * sum(bool(case["model"]) for _, case in guessed.values())
