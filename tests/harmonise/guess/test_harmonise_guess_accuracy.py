"""How often the guess is right, on files that it has not learnt from."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from harmonise.guess.scoring import Score, load_cases, score, table_of, wanted_of

from ckanext.civic.harmonise.crosswalks import list_crosswalks
from ckanext.civic.harmonise.guess import Guess, guess
from ckanext.civic.harmonise.models import list_models

LEAST_RECALL = 0.8
GROUPS = ["tuned", "aside", "later"]


@cache
def known():
    """Return all models and crosswalks."""
    return list_models(), list_crosswalks()


@cache
def guesses(group: str) -> dict[str, tuple[dict[str, Any], Guess]]:
    """Return each invented file of a group with its guess; its council has no crosswalk."""
    return {
        name: (case, guess(table_of(case), *known())) for name, case in load_cases(group).items()
    }


@pytest.mark.parametrize("group", GROUPS)
def test_columns_when_the_model_is_known_then_four_fifths_are_mapped_and_none_wrongly(group):
    total = Score()
    for name, (case, found) in guesses(group).items():
        if case["model"]:
            is_found = found.model == case["model"]
            told = found if is_found else guess(table_of(case), *known(), model=case["model"])
            total += score(name, told, wanted_of(case))
    assert total.wrong == 0, "\n".join(total.details)
    assert total.recall >= LEAST_RECALL, "\n".join(total.details)


@pytest.mark.parametrize("group", GROUPS)
def test_model_when_guessed_then_is_never_another_one(group):
    guessed = {name: (found.model, case) for name, (case, found) in guesses(group).items()}
    assert not {n: m for n, (m, case) in guessed.items() if m not in (None, case["model"])}
    found = sum(model is not None for model, case in guessed.values() if case["model"])
    assert found >= LEAST_RECALL * sum(bool(case["model"]) for _, case in guessed.values())


@pytest.mark.parametrize("group", GROUPS)
def test_key_when_guessed_then_tells_every_row_apart_unless_it_names_lines(group):
    for name, (case, found) in guesses(group).items():
        if found.key is None or found.key.line:
            continue
        table = table_of(case)
        places = [table.header.index(column) for column in found.key.columns]
        rows = [tuple(cells[i] for i in places) for _, cells in table.rows()]
        assert len(set(rows)) == len(rows), name
