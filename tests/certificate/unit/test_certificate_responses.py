"""Answers as they are written down."""

from __future__ import annotations

import pytest

from ckanext.civic.certificate.errors import InvalidResponses
from ckanext.civic.certificate.levels.responses import read_responses
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire

QUESTIONNAIRE = load_questionnaire()


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ({"dataTitle": " Lamps "}, {"dataTitle": ("Lamps",)}),
        ({"machineReadable": True}, {"machineReadable": ("true",)}),
        ({"webpage": ["http://a", "http://b"]}, {"webpage": ("http://a", "http://b")}),
        ({"dataType": "statistical"}, {"dataType": ("statistical",)}),
        ({"dataTitle": "", "forum": None, "dataType": [], "listing": ["  "]}, {}),
    ],
)
def test_read_when_an_answer_is_usable_then_texts_without_the_blank_ones(raw, read):
    assert read_responses(QUESTIONNAIRE, raw) == read


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"dataTitel": "Lamps"}, "no question “dataTitel”"),
        ({"machineReadable": "maybe"}, "“maybe” is no answer to “machineReadable”"),
        ({"releaseType": ["oneoff", "series"]}, "takes one answer and has 2"),
        ({"dataTitle": 7}, "“dataTitle” is int, not a text"),
        (["dataTitle"], "an object of question ids"),
    ],
)
def test_read_when_an_answer_does_not_fit_then_the_error_names_it(raw, said):
    with pytest.raises(InvalidResponses, match=said):
        read_responses(QUESTIONNAIRE, raw)
