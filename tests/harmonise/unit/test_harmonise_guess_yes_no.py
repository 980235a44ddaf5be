"""Columns of yes and no, of ticks, and those where some cells say something else."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.guess.profile import profile_columns


@pytest.mark.parametrize(
    ("cells", "yes", "no"),
    [
        (["Yes", "No", "No"], {"Yes"}, {"No"}),
        (["TRUE", "FALSE", ""], {"TRUE"}, {"FALSE"}),
        (["Yes", "No", "Female only"], {"Yes"}, {"No"}),
        (["Y", "N", "Y", "1"], {"Y"}, {"N"}),
        (["x", "", "x"], {"x"}, set()),
        (["Available", "Out of order"], set(), set()),
    ],
)
def test_yes_and_no_when_guessed_then_no_other_word_means_yes(cells, yes, no):
    column = profile_columns(["Baby change"], [[cell] for cell in cells])[0]
    found = column.yes_and_no
    assert (set(found[0]), set(found[1])) == (yes, no)
