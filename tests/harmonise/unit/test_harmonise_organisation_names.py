"""Names of organisations that councils share, and names that stay hidden."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.mapping.organisation_names import is_withheld, organisation_slug


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["J. Smith Limited", "J SMITH LTD.", "J Smith L.T.D", "j-smith ltd"], "j-smith-ltd"),
        (["SSE Public Limited Company", "SSE P.L.C.", "SSE PLC"], "sse-plc"),
        (["Smith & Sons", "SMITH AND SONS"], "smith-and-sons"),
        (["St Mary's School", "St Mary’s School", "ST MARYS SCHOOL"], "st-marys-school"),
        (["Café Nord", "CAFE NORD"], "cafe-nord"),
    ],
)
def test_slug_when_spellings_differ_then_is_one(spellings, expected):
    assert {organisation_slug(name) for name in spellings} == {expected}


@pytest.mark.parametrize(
    ("one", "other"), [("Thales Ltd", "Thales PLC"), ("Unlimited", "Un Ltd"), ("Ltd A", "A Ltd")]
)
def test_slug_when_organisations_differ_then_differs(one, other):
    assert organisation_slug(one) != organisation_slug(other)


@pytest.mark.parametrize(
    "text",
    [
        "Redacted Personal Data",
        "REDACTED PERSONAL DATA",
        "redacted",
        "Name withheld",
        "Personal Information",
    ],
)
def test_is_withheld_when_a_name_is_replaced_then_true(text):
    assert is_withheld(text)


@pytest.mark.parametrize("text", ["Personal Computers Ltd", "Irk Valley School", ""])
def test_is_withheld_when_it_is_a_name_then_false(text):
    assert not is_withheld(text)
