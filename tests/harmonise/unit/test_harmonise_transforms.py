"""Each step of the crosswalk language, by tables of what it takes and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core.slug import slug
from ckanext.civic.harmonise.mapping.problems import ValueProblem
from ckanext.civic.harmonise.mapping.transforms import make_step, transforms

MONEY = {"money": {"currency": ["£"], "negative": ["minus", "parens", "CR", "trailing-minus"]}}
LAMP = {"regex": {"match": r"(?:\d+\s*W?)?\s*(?P<lamp>.*)", "group": "lamp"}}

VALID = [
    ("plain_text", "<p>a &amp; <b>b</b><br/>c</p><script>x()</script>", "a & b\nc"),
    ("plain_text", "5 < 6 & 7\n8", "5 < 6 & 7\n8"),
    ("plain_text", "<p>\u00a0</p>", None),
    ("plain_text", "<tr><td>1<td>2</tr>", "1 2"),
    ("trim", "  a b ", "a b"),
    ({"trim": "-"}, "-a-", "a"),
    ("squeeze", "a \r\n  b\u00a0c", "a b c"),
    ({"case": "upper"}, "m1 2ab", "M1 2AB"),
    ({"case": "sentence"}, "HIGH STREET", "High street"),
    ({"split": {"by": ",", "part": 1}}, "53.4,-2.2", "53.4"),
    ({"split": {"by": ",", "part": -1}}, "a, b, c", "c"),
    (LAMP, "70SONT", "SONT"),
    (LAMP, "36W PLL", "PLL"),
    ({"regex": {"match": "full", "otherwise": "keep"}}, "fully refused", "fully refused"),
    ({"regex": {"match": "full", "otherwise": "empty"}}, "fully refused", None),
    ("slug", "St Ann's Square (4 bays)", "st-ann-s-square-4-bays"),
    ("number", "1,234.50", "1234.50"),
    ("number", "-0.00", "0.00"),
    ("number", "007", "7"),
    ("number", ".5", "0.5"),
    ({"number": {"units": ["watts"]}}, "14 Watts", "14"),
    ({"number": {"group": ".", "decimal": ","}}, "1.234,56", "1234.56"),
    (MONEY, "£7,299.04", "7299.04"),
    (MONEY, "-£16,902.11", "-16902.11"),
    (MONEY, "£-16.1", "-16.10"),
    (MONEY, "(12.50)", "-12.50"),
    (MONEY, "12.50 CR", "-12.50"),
    (MONEY, "12.50-", "-12.50"),
    ("money", "5", "5.00"),
    ("money", "5.100", "5.10"),
    ({"date": ["%d.%m.%Y"]}, "30.09.2014", "2014-09-30"),
    ({"date": ["%d/%m/%Y"]}, "2014-09-30", "2014-09-30"),
    ({"date": ["%b %Y"]}, "Sep 2014", "2014-09"),
    ({"date": ["%b %Y", "%B %Y"]}, "May 2014", "2014-05"),
    ({"date": "%Y"}, "2014", "2014"),
    ({"date": ["%d/%m/%y"]}, "1/1/68", "1968-01-01"),
    ({"date": {"formats": ["%d/%m/%y"], "pivot_year": 2070}}, "1/1/68", "2068-01-01"),
    ({"date": {"formats": ["%d/%m/%y"], "pivot_year": 1999}}, "1/1/05", "1905-01-01"),
    ({"datetime": ["%d/%m/%Y %H:%M"]}, "30/09/2014 08:15", "2014-09-30T08:15:00"),
    ("datetime", "2014-09-01T23:30:00+01:00", "2014-09-01T23:30:00+01:00"),
    ({"period": {"kind": "month"}}, "2014-09", "month/2014-09"),
    ({"period": {"kind": "month", "formats": ["%B %Y"]}}, "September 2014", "month/2014-09"),
    ({"period": {"kind": "quarter"}}, "Q3 2014", "quarter/2014-Q3"),
    ({"period": {"kind": "quarter"}}, "quarter/2014-Q3", "quarter/2014-Q3"),
    ({"period": {"kind": "government-year"}}, "2011-12", "government-year/2011-2012"),
    ({"period": {"kind": "government-year"}}, "1999/00", "government-year/1999-2000"),
    ({"period": {"kind": "day", "formats": ["%d.%m.%Y"]}}, "30.09.2014", "day/2014-09-30"),
    (
        {"replace": {"match": "full", "with": "full planning permission"}},
        "fully refused",
        "fully refused",
    ),
    ({"replace": {"match": r"(\d+) No\.?", "with": r"\1"}}, "12 No.", "12"),
    ({"area": {"council": "Manchester"}}, "Ancoats & Beswick Ward", "E05011350"),
    ("area", "E08000003", "E08000003"),
    ({"unit": {"from": "ft", "to": "m"}}, "10", "3.048"),
    ({"unit": {"from": "kW", "to": "W"}}, "0.07", "70"),
    ({"unit": {"from": "penny", "to": "pound"}}, "1999", "19.99"),
    ("wkt", "point (-2.24  53.48)", "POINT(-2.24 53.48)"),
    ({"wkt": {"swap_axes": True}}, "POINT(53.48 -2.24)", "POINT(-2.24 53.48)"),
    (
        {"wkt": {"crs": "EPSG:27700"}},
        "SRID=27700;POINT Z (375942 395067 12)",
        "POINT(-2.363734 53.451807)",
    ),
    ({"boolean": {"true": ["1"], "false": ["0"]}}, "1", "true"),
    ({"boolean": {"true": ["Yes"], "false": ["No"]}}, "NO", "false"),
    ({"boolean": {True: ["Yes"], False: ["No"]}}, "NO", "false"),
    ({"lookup": {"table": {"a": "b"}}}, "A", "b"),
    ({"lookup": {"table": {"a": "b"}, "otherwise": "keep"}}, "c", "c"),
    ({"affix": {"before": "https://example.org/"}}, "x", "https://example.org/x"),
]

INVALID = [
    ({"split": {"by": ",", "part": 3}}, "a,b"),
    ({"split": {"by": ",", "part": 1, "parts": 2}}, "a,b,c"),
    ({"regex": {"match": "full"}}, "fully refused"),
    ("number", "1.234,56"),
    ("number", "1,23"),
    ("number", "NaN"),
    ("number", "12.50-"),
    ("number", "£5"),
    ("number", "Ł5"),
    ("number", "--5"),
    ("money", "0.005"),
    ({"date": ["%d/%m/%Y"]}, "12/13/2020"),
    ({"date": ["%d/%m/%Y"]}, "2014-13-01"),
    ({"date": ["%d/%m/%Y"]}, "Sep 2014"),
    ({"date": ["%d/%m/%Y"]}, "30/09/14"),
    ("datetime", "30/09/2014"),
    ({"period": {"kind": "month"}}, "2013-14"),
    ({"period": {"kind": "month", "formats": ["%d.%m.%Y"]}}, "30.09.2014"),
    ({"period": {"kind": "government-year"}}, "2013/15"),
    ({"period": {"kind": "quarter"}}, "Q5 2014"),
    ({"replace": {"match": "full", "with": "x", "otherwise": "fail"}}, "fully refused"),
    ({"area": {"council": "Manchester"}}, "Atlantis"),
    ({"unit": {"from": "ft", "to": "m"}}, "ten"),
    ("wkt", "POLYGON((0 51 1 51, 1 52, 0 51))"),
    ("wkt", "POLYGON((0 51, 1 51, 1 52, 0 51)"),
    ("wkt", "POINT(375942 395067)"),
    ({"wkt": {"crs": "EPSG:27700"}}, "SRID=4326;POINT(-2.24 53.48)"),
    ({"boolean": {"true": ["1"], "false": ["0"]}}, "2"),
    ({"lookup": {"table": {"a": "b"}}}, "c"),
]

WRONG_PARAMETERS = [
    "no-such-step",
    {"case": "title"},
    {"split": {"by": ""}},
    {"split": {"with": ","}},
    {"regex": {"match": "("}},
    {"regex": {"match": "a", "group": "b"}},
    {"number": {"group": ".", "decimal": "."}},
    {"number": {"negative": ["red"]}},
    {"date": []},
    {"date": ["%d/%m"]},
    {"date": ["%d/%m/%Y", "%m/%d/%Y"]},
    {"date": {"formats": ["%d/%m/%y"], "pivot_year": "x"}},
    {"datetime": ["%d/%m/%Y"]},
    {"period": {}},
    {"replace": {"match": "a"}},
    {"replace": {"match": "a", "with": r"\1"}},
    {"unit": {"from": "ft", "to": "kg"}},
    {"number": {"units": {"ft": 0.3048}}},
    {"number": {"currency": "£"}},
    {"number": {"group": 0}},
    {"boolean": {True: "Yes"}},
    {"unit": {"from": "m", "to": "ft"}},
    {"area": {"on": "yesterday"}},
    {"lookup": {}},
]


@pytest.mark.parametrize(("spec", "text", "expected"), VALID)
def test_step_when_text_fits_then_gives_value(spec, text, expected):
    assert make_step(spec)(text) == expected


@pytest.mark.parametrize(("spec", "text"), INVALID)
def test_step_when_text_does_not_fit_then_raises_and_never_blanks(spec, text):
    with pytest.raises(ValueProblem):
        make_step(spec)(text)


@pytest.mark.parametrize("spec", WRONG_PARAMETERS)
def test_make_step_when_parameters_are_wrong_then_raises(spec):
    with pytest.raises(ValueError):
        make_step(spec)


def test_number_when_units_would_convert_then_names_the_step_that_does():
    with pytest.raises(ValueError, match="put the step ‘unit: "):
        make_step({"number": {"units": {"ft": 0.3048}}})


def test_date_when_day_and_month_stand_in_another_order_then_says_so():
    with pytest.raises(ValueProblem, match="another order"):
        make_step({"date": ["%d/%m/%Y"]})("12/13/2020")


def test_every_step_when_listed_then_has_a_valid_case_here():
    used = {spec if isinstance(spec, str) else next(iter(spec)) for spec, _, _ in VALID}
    assert used == set(transforms())


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_money_when_any_amount_is_written_the_british_way_then_reads_it_exactly(amount):
    sign = "-" if amount < 0 else ""
    assert make_step(MONEY)(f"{sign}£{abs(amount):,.2f}") == f"{amount + 0:.2f}".replace(
        "-0.00", "0.00"
    )


@given(st.text())
def test_slug_when_made_twice_then_stays(text):
    once = slug(text)
    assert slug(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
