"""Datatypes: what is a value, what its RDF form is, what its canonical form is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.csvw.datatypes.datatype import Datatype
from ckanext.civic.harmonise.csvw.datatypes.value import InvalidValue
from ckanext.civic.harmonise.csvw.errors import InvalidMetadata
from ckanext.civic.harmonise.csvw.metadata.datatypes import read_datatype
from ckanext.civic.harmonise.csvw.metadata.document import Document


def datatype(raw: object) -> tuple[Datatype | None, list[str]]:
    """Return a datatype and the warnings about it."""
    warnings: list[str] = []
    url = "http://e.org/m.json"
    return read_datatype(
        raw, Document(url, url, warnings.append, lambda url: (None, url))
    ), warnings


def lexical(raw: object, text: str) -> str | None:
    """Return the RDF form of a text, None when it is no value."""
    found, warnings = datatype(raw)
    assert found is not None
    assert not warnings
    try:
        return found.parse(text).lexical
    except InvalidValue:
        return None


def number(base: str, pattern: str, **characters: str) -> dict[str, Any]:
    """Return the description of a number with a pattern."""
    return {"base": base, "format": {"pattern": pattern, **characters}}


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        ("integer", "+007", "+007"),
        ("integer", "1.0", None),
        ("decimal", "-.5", "-.5"),
        ("decimal", "1e5", None),
        ("double", "1E5", "1E5"),
        ("float", "-INF", "-INF"),
        ("decimal", "INF", None),
        ("unsignedByte", "256", None),
        ("nonPositiveInteger", "1", None),
        (number("decimal", "#,##0.00"), "1,234.50", "1234.50"),
        (number("decimal", "#,##0.00"), "1234.50", None),
        (number("decimal", "#,##0.00"), "-1,234.50", "-1234.50"),
        (number("decimal", "#.##0,00", decimalChar=",", groupChar="."), "1.234,50", "1234.50"),
        (number("integer", "+0"), "+1", "+1"),
        (number("integer", "+0"), "-1", "-1"),
        (number("integer", "+0"), "1", None),
        (number("integer", "-0"), "-1", "-1"),
        (number("decimal", "000%"), "123%", "1.23"),
        (number("decimal", "000%"), "100%", "1.0"),
        (number("decimal", "%000"), "%123", "1.23"),
        (number("decimal", "000‰"), "-123‰", "-0.123"),
        (number("decimal", "‰000"), "‰123", "0.123"),
        (number("decimal", "0%"), "1" * 40 + "%", "1" * 38 + ".11"),
        (number("double", "0.0##E0"), "1.5E-3", "1.5e-3"),
        (number("double", "0.0##E+0"), "1.5E3", None),
        (number("double", "0.0##E+00"), "1.5E+03", "1.5e+03"),
        (number("decimal", "0.0E0"), "1.5E3", None),
        (number("integer", "0"), "12%", None),
        ({"base": "decimal", "format": {"groupChar": " "}}, "12 345.6", "12345.6"),
        ({"base": "decimal", "format": {"groupChar": ","}}, "1,,2", None),
        ({"base": "integer", "format": {"decimalChar": ","}}, "1,5", None),
        ({"base": "double", "format": {"decimalChar": ","}}, "1,5E3", "1.5e3"),
        ("boolean", "1", "true"),
        ("boolean", "yes", None),
        ({"base": "boolean", "format": "Y|N"}, "N", "false"),
        ({"base": "boolean", "format": "Y|N"}, "true", None),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2023-02-29", None),
        ("date", "2023-13-01", None),
        ("time", "24:00:00", "24:00:00"),
        ("time", "24:00:01", None),
        ("dateTime", "2024-01-01T10:00:00+14:30", None),
        ("dateTimeStamp", "2024-01-01T10:00:00", None),
        ("gYear", "-0044", "-0044"),
        ("gMonthDay", "--02-29", "--02-29"),
        ("gMonthDay", "--02-30", None),
        ("gDay", "---31", "---31"),
        ({"base": "date", "format": "d/M/yyyy"}, "3/4/2024", "2024-04-03"),
        ({"base": "date", "format": "d/M/yyyy"}, "31/4/2024", None),
        ({"base": "date", "format": "dd/MM/yyyy"}, "3/4/2024", None),
        ({"base": "date", "format": "yyyyMMddXXX"}, "20240403+01:00", "2024-04-03+01:00"),
        ({"base": "date", "format": "yyyy-MM-dd xx"}, "2024-04-03 Z", None),
        ({"base": "datetime", "format": "d.M.yyyy HH:mm"}, "3.4.2024 09:05", "2024-04-03T09:05:00"),
        ({"base": "datetime", "format": "yyyy-MM-ddTHH:mm:ss.SSS"}, "2024-04-03T09:05:00.25",
         "2024-04-03T09:05:00.25"),
        ({"base": "datetime", "format": "yyyy-MM-ddTHH:mm:ss.S"}, "2024-04-03T09:05:00.25", None),
        ({"base": "time", "format": "HHmm X"}, "1502 +0530", "15:02:00+05:30"),
        ({"base": "gYearMonth", "format": "MM/yyyy"}, "09/2014", "2014-09"),
        ("duration", "P1Y2M3DT4H5M6.7S", "P1Y2M3DT4H5M6.7S"),
        ("duration", "P", None),
        ("duration", "PT", None),
        ("dayTimeDuration", "P1Y", None),
        ("yearMonthDuration", "-P1Y", "-P1Y"),
        ({"base": "duration", "minimum": "P1M"}, "P27D", None),
        ({"base": "duration", "minimum": "P1M"}, "P31D", None),  # as long as some months
        ({"base": "duration", "minimum": "P1M"}, "P32D", "P32D"),
        ({"base": "string", "format": "[a-z]+"}, "abc1", "abc1"),
        ({"base": "string", "format": "^[a-z]+$"}, "abc1", None),
        ({"base": "string", "format": "^[a-z]+$"}, "abc\n", None),
        ({"base": "string", "format": r"\$"}, "£1", None),
        ({"base": "string", "format": r"(?<year>\d{4})"}, "2024", "2024"),
        ({"base": "string", "minLength": 2}, "é", None),
        ({"base": "hexBinary", "length": 2}, "0fB8", "0fB8"),
        ("base64Binary", "a", None),
        ({"base": "base64Binary", "maxLength": 2}, "YWJj", None),
        ("NCName", "a:b", None),
        ("language", "en-GB", "en-GB"),
        ({"base": "integer", "minimum": 5, "maxExclusive": "10"}, "10", None),
        ({"base": "date", "minExclusive": "2024-01-01"}, "2024-01-01Z", None),
        ({"base": "double", "maximum": 1.5}, "NaN", None),
        ({"base": "decimal", "minimum": 1e-7}, "0.00000009", None),
        ({"base": "integer", "maximum": 1e22}, "10000000000000000000001", None),
    ],
)  # fmt: skip
def test_text_when_parsed_then_has_the_form(raw: object, text: str, expected: str | None) -> None:
    assert lexical(raw, text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("integer", "+007", "7"),
        ("decimal", "-00.50", "-0.5"),
        ("decimal", "10.0", "10"),
        ("double", "1234.5", "1.2345E3"),
        ("double", "0.00012", "1.2E-4"),
        ("double", "100", "1.0E2"),
        ("double", "-0", "-0.0E0"),
        ("double", "1e400", "INF"),
        ("boolean", "0", "false"),
        ("hexBinary", "0f", "0F"),
    ],
)
def test_value_when_it_goes_into_an_address_then_is_canonical(
    name: str, text: str, expected: str
) -> None:
    found, _ = datatype(name)
    assert found
    assert found.parse(text).canonical == expected


@pytest.mark.parametrize(
    "raw",
    [
        "no-such-type",
        5,
        {"base": "http://www.w3.org/2001/XMLSchema#integer"},
        {"base": "integer", "format": "#0["},
        {"base": "integer", "format": "0#"},
        {"base": "integer", "format": {"groupChar": 1}},
        {"base": "date", "format": "yy-MM-dd"},
        {"base": "date", "format": "HH:mm"},
        {"base": "date", "format": "yyyy-MM-dd-dd"},
        {"base": "boolean", "format": "YN"},
        {"base": "string", "format": "("},
        {"base": "string", "length": "3"},
        {"base": "integer", "minimum": "three"},
        {"base": "integer", "colour": "red"},
    ],
)
def test_description_when_partly_wrong_then_warned(raw: object) -> None:
    assert len(datatype(raw)[1]) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"@id": "_:a"},
        {"@id": "http://www.w3.org/2001/XMLSchema#date", "base": "string"},
        {"@type": "Column"},
        {"base": "integer", "length": 3},
        {"base": "string", "length": 3, "minLength": 4},
        {"base": "string", "minimum": 1},
        {"base": "integer", "minimum": 1, "minInclusive": 2},
        {"base": "integer", "minInclusive": 1, "minExclusive": 1},
        {"base": "integer", "minimum": 2, "maximum": 1},
        {"base": "date", "minExclusive": "2024-01-02", "maxInclusive": "2024-01-02"},
    ],
)
def test_description_when_it_contradicts_itself_then_refused(raw: object) -> None:
    with pytest.raises(InvalidMetadata):
        datatype(raw)


@given(st.dates())
def test_dates_when_ordered_then_as_the_calendar_orders(day: date) -> None:
    found, _ = datatype("date")
    assert found
    seconds = found.parse(day.isoformat()).key - found.parse("0001-01-01").key
    assert seconds == Decimal((day - date(1, 1, 1)).days * 86400)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_grouped_numbers_when_parsed_then_keep_their_value(value: Decimal) -> None:
    text = format(value, ",.3f")
    found = lexical(number("decimal", "#,##0.000"), text)
    assert found is not None
    assert Decimal(found) == value
