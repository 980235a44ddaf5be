"""What the mapping lets through as a value of a datatype is one to the CSVW engine as well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.harmonise.csvw.datatypes.value import InvalidValue
from ckanext.civic.harmonise.csvw.metadata.datatypes import read_datatype
from ckanext.civic.harmonise.csvw.metadata.document import Document
from ckanext.civic.harmonise.mapping.problems import ValueProblem
from ckanext.civic.harmonise.mapping.transforms import make_step
from ckanext.civic.harmonise.mapping.values import value_validator
from ckanext.civic.harmonise.models.model import Field
from ckanext.civic.harmonise.writers.columns import XSD_NAMES

DIGITS = "0123456789３٤"  # full-width and Arabic digits are digits to many libraries
TYPES = [name for name in XSD_NAMES if name not in ("string", "geometry")]
# Texts near to values of each type, so that many of them are let through
NEAR = {
    "integer": st.from_regex(rf"-?[{DIGITS}]{{1,9}}", fullmatch=True),
    "decimal": st.from_regex(
        rf"[-+]?[{DIGITS}]{{0,9}}(\.[{DIGITS}]{{0,9}}|[eE]9)?", fullmatch=True
    ),
    "boolean": st.sampled_from(["true", "false", "True", "1", "0", "yes"]),
    "date": st.dates().map(str) | st.from_regex(r"[0-2３]\d{3}-[01]\d-[0-3]\d", fullmatch=True),
    "datetime": st.datetimes(timezones=st.none() | st.timezones()).map(lambda at: at.isoformat())
    | st.from_regex(
        r"20\d\d-?[01]\d-?[0-3]\dT[0-2]\d(:?[0-5]\d){0,2}([.,]\d{1,9})?(Z|[+-][01]\d(:?\d\d){0,2})?",
        fullmatch=True,
    ),
    "year": st.from_regex(rf"[{DIGITS}]{{3,5}}", fullmatch=True),
    "year_month": st.from_regex(rf"[{DIGITS}]{{4}}-[01][{DIGITS}]", fullmatch=True),
}


def field(datatype: str) -> Field:
    return Field("x", "X", "A value.", datatype)


def is_let_through(datatype: str, text: str) -> bool:
    validate = value_validator(field(datatype))
    try:
        if validate:
            validate(text)
    except ValueProblem:
        return False
    return True


def is_valid_csvw(datatype: str, text: str) -> bool:
    url = "http://e.org/m.json"
    document = Document(url, url, pytest.fail, lambda url: (None, url))
    base = "anyURI" if datatype == "iri" else XSD_NAMES[datatype]
    found = read_datatype(base, document)
    assert found is not None
    try:
        found.parse(text)
    except InvalidValue:
        return False
    return True


@pytest.mark.parametrize("datatype", TYPES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_value_when_the_mapping_lets_it_through_then_the_engine_takes_it(datatype, data):
    text = data.draw(NEAR.get(datatype, st.nothing()) | st.text(min_size=1, max_size=12))
    if is_let_through(datatype, text):
        assert is_valid_csvw(datatype, text)


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("integer", "３８４１０１"),
        ("decimal", "٣.٤"),
        ("decimal", "1e3"),
        ("decimal", "9" * 5_000),
        ("year", "２０１４"),
        ("date", "２０１４-09-30"),
        ("datetime", "2014-09-30T08:15"),
        ("datetime", "20140930T081500"),
        ("datetime", "2014-09-30T08:15:00,5"),
        ("datetime", "2014-09-30T08:15:00+01:00:30"),
        ("year_month", "２０１４-09"),
    ],
)
def test_value_when_it_is_no_canonical_text_then_is_refused(datatype, text):
    assert not is_let_through(datatype, text)


@pytest.mark.parametrize("step", ["number", "money", {"unit": {"from": "ft", "to": "m"}}])
def test_step_when_digits_are_of_another_script_then_says_which_are_wanted(step):
    with pytest.raises(ValueProblem, match="number in the digits 0 to 9"):
        make_step(step)("１２")


@pytest.mark.parametrize("text", ["1e999999", "1e3", "Infinity", "NaN"])
def test_unit_when_a_number_has_an_exponent_then_is_not_written_out(text):
    with pytest.raises(ValueProblem, match="a plain number"):
        make_step({"unit": {"from": "ft", "to": "m"}})(text)
