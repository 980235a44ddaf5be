"""What addresses are called, without asking another portal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.glossary import kinds, model_terms, period_or_place
from ckanext.civic.harmonise.models import list_models

HUB = "http://hub.example"


@pytest.fixture(scope="module")
def terms():
    return model_terms(list_models(), HUB)


@pytest.mark.parametrize(
    ("path", "kind", "label"),
    [
        ("streetlights", "model", "Street lights"),
        ("streetlights/Streetlight", "class", "Streetlight"),
        ("allotments/AllotmentSite", "class", "Allotment site"),
        ("streetlights/lampType", "property", "Lamp type"),
        ("streetlights/lamp-type/led", "code", "LED"),
    ],
)
def test_terms_when_an_address_is_of_a_model_then_it_has_a_name(terms, path, kind, label):
    (term,) = terms[f"{HUB}/def/{path}"]
    assert (term.kind, term.label) == (kind, label)


def test_terms_when_a_property_is_reused_then_each_model_has_its_own_name_for_it(terms):
    named = {term.model: term.label for term in terms["http://purl.org/dc/terms/identifier"]}
    assert named["streetlights"] == "Identifier"
    assert len(named) > 5


def test_terms_when_a_value_has_a_unit_then_its_symbol_is_told(terms):
    (term,) = terms["http://reference.data.gov.uk/def/payment#netAmount"]
    assert term.unit == "£"


def test_terms_when_every_model_is_read_then_every_code_is_there(terms):
    for model in list_models():
        for code_list in model.lists.values():
            for code in code_list.codes.values():
                address = model.code_iri(code_list.id, code.id, HUB)
                assert terms[address][0].label == code.label


def test_kinds_when_listed_then_those_that_councils_share_are_marked():
    found = {kind.id: kind for kind in kinds(list_models(), HUB)}
    assert found["supplier"].is_shared
    assert found["streetlights"].class_iri == f"{HUB}/def/streetlights/Streetlight"
    assert not found["streetlights"].is_shared


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://reference.data.gov.uk/id/year/2013", "2013"),
        ("http://reference.data.gov.uk/id/month/2014-09", "September 2014"),
        ("http://reference.data.gov.uk/id/quarter/2014-Q3", "July to September 2014"),
        ("http://reference.data.gov.uk/id/day/2014-10-01", "1 October 2014"),
        (
            "http://reference.data.gov.uk/id/government-year/2013-2014",
            "April 2013 to March 2014",
        ),
        ("http://statistics.data.gov.uk/id/statistical-geography/E08000003", "Manchester"),
        (
            "https://opendatacommunities.org/id/metropolitan-district-council/manchester",
            "Manchester City Council",
        ),
        ("http://qudt.org/vocab/unit/W", "watts"),
    ],
)
def test_name_when_an_address_is_a_period_place_council_or_unit_then_it_is_in_words(iri, name):
    found = period_or_place(iri)
    assert found is not None
    assert found.label == name


@pytest.mark.parametrize(
    "iri",
    [
        "http://reference.data.gov.uk/id/month/2014-13",
        "http://reference.data.gov.uk/id/else/1",
        "http://qudt.org/vocab/unit/NOTHING",
        "http://elsewhere.example/E08000003",
    ],
)
def test_name_when_an_address_is_something_else_then_there_is_none(iri):
    assert period_or_place(iri) is None


@given(st.text())
def test_name_when_the_address_is_anything_then_nothing_breaks(text):
    assert period_or_place(text) is None or period_or_place(text).label
