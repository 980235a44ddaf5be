"""One council, one address; identifiers of suppliers that are what they claim to be."""

from __future__ import annotations

import csv

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.crosswalks import list_crosswalks
from ckanext.civic.harmonise.geography import area
from ckanext.civic.harmonise.organisations import (
    all_councils,
    charity_number,
    company_number,
    council,
    identifier,
    vat_number,
)
from ckanext.civic.harmonise.pipeline import Names, harmonise, parse_crosswalk

DISTRICT = "https://opendatacommunities.org/id/metropolitan-district-council/"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("SMBC", "stockport"),
        ("Stockport MBC", "stockport"),
        ("stockport  council", "stockport"),
        ("Trafford", "trafford"),
        ("E08000003", "manchester"),
        (f"{DISTRICT}manchester", "manchester"),
        (f"http{DISTRICT[5:]}manchester", "manchester"),
        ("http://statistics.data.gov.uk/id/statistical-geography/E08000003", "manchester"),
        ("http://statistics.data.gov.uk/id/local-authority/00BN", "manchester"),
        ("http://data.gmdsp.org.uk/id/manchester", "manchester"),
        ("http://www.elmbridge.gov.uk/id/Manchester_City_Council", "manchester"),
        ("https://www.manchester.gov.uk/", "manchester"),
        ("GMCA", "greater-manchester"),
    ],
)  # fmt: skip
def test_council_when_named_in_any_way_then_is_one_council(text, slug):
    found = council(text)
    assert found and found.slug == slug


@pytest.mark.parametrize(
    "text",
    ["", "Manchester Port Health Authority", "Elmbridge", "http://www.elmbridge.gov.uk",
     "http://www.manchester.gov.uk/parking", f"{DISTRICT}leeds", "E05000819"],
)  # fmt: skip
def test_council_when_it_is_another_body_then_is_none(text):
    assert council(text) is None


def test_councils_when_compared_then_no_address_or_code_is_shared():
    addresses = [a for one in all_councils() for a in (one.uri, *one.same_as, *one.area_uris)]
    assert len(addresses) == len(set(addresses))
    districts = [one for one in all_councils() if one.uri.startswith(DISTRICT)]
    assert [area(one.gss).kind for one in districts] == ["authority"] * 10


def test_crosswalks_when_their_publisher_is_registered_then_use_its_one_address():
    for crosswalk in list_crosswalks():
        known = council(crosswalk.publisher.uri)
        assert known is None or known.uri == crosswalk.publisher.uri, crosswalk.id


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01234567", "01234567"), ("1234567", "01234567"), (" 1234567 ", "01234567"),
        ("SC123456", "SC123456"), ("sc 12345", "SC012345"), ("OC301234", "OC301234"),
        ("R0000123", "R0000123"), ("IP12345R", "IP12345R"), ("NI 012345", "NI012345"),
        ("", None), ("123", None), ("00000000", None), ("123456789", None), ("AB123456", None),
        ("Acme Ltd", None), ("SC", None), ("12.34567E6", None),
    ],
)  # fmt: skip
def test_company_number_when_of_a_form_then_is_told_in_eight_characters(text, number):
    assert company_number(text) == number


@given(st.text(max_size=12))
def test_company_number_when_given_then_has_eight_characters_and_stays(text):
    number = company_number(text)
    assert number is None or (len(number) == 8 and company_number(number) == number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("GB 980 7806 84", "980780684"), ("980780684", "980780684"),
        ("GB980780684001", "980780684"), ("XI980780684", "980780684"),
        ("980780685", None), ("123456789", None), ("GB999000101", None), ("000000000", None),
        ("FR12345678901", None), ("", None),
    ],
)  # fmt: skip
def test_vat_number_when_check_digits_decide_then_is_told_or_not(text, number):
    assert vat_number(text) == number


@given(st.from_regex(r"\A[1-9]\d{6}\Z"))
def test_vat_number_when_any_one_digit_is_wrong_then_is_refused(digits):
    weighed = sum(w * int(d) for w, d in zip(range(8, 1, -1), digits, strict=True))
    number = f"{digits}{97 - weighed % 97:02}"
    assert vat_number(number) == number
    for index, digit in enumerate(number):
        other = f"{number[:index]}{(int(digit) + 1) % 10}{number[index + 1 :]}"
        assert vat_number(other) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1164883", "1164883"), ("212424-1", "212424"), ("SC012345", "SC012345"), ("12", None)],
)
def test_charity_number_when_of_a_form_then_is_told(text, number):
    assert charity_number(text) == number


def test_identifier_when_made_then_names_scheme_and_register():
    found = identifier("recipient_company_number", "1234567")
    assert found and found.org_id == "GB-COH-01234567"
    assert found.register_uri == "http://business.data.gov.uk/id/company/01234567"
    assert identifier("supplier_name", "1234567") is None


CROSSWALK = f"""
id: a-spend
model: spend
title: A
publisher: {{name: Trafford Council, uri: {DISTRICT}trafford}}
key: {{columns: [ref]}}
redaction: {{column: supplier, values: [REDACTED]}}
fields:
  transaction_number: ref
  payment_date: date
  amount: amount
  supplier_name: supplier
  company_number: company
  vat_number: vat
"""
ROWS = """ref,date,amount,supplier,company,vat
1,2014-09-01,1,Acme Limited,1234567,
2,2014-09-01,1,ACME LTD,01234567,GB980780684
3,2014-09-01,1,Acme Ltd,7654321,
4,2014-09-01,1,Bloggs,,980780685
5,2014-09-01,1,REDACTED,SC123456,GB980780684
6,2014-09-01,1,Bloggs,none,
"""
ASK = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?one ?number ?same ?named WHERE {
  ?one org:identifier ?number ; skos:closeMatch ?named . OPTIONAL { ?one owl:sameAs ?same } }
ORDER BY ?one ?named"""
HUB = "http://hub.example/id/"


def test_spend_when_numbers_are_published_then_proof_and_guess_stay_apart(tmp_path):
    source = tmp_path / "spend.csv"
    source.write_text(ROWS, encoding="utf-8")
    names = Names("http://a.example", "http://hub.example", "a", "spend")
    report = harmonise(source, parse_crosswalk(CROSSWALK), names, tmp_path / "out")
    store = pyoxigraph.Store()
    store.load(
        path=tmp_path / "out" / report.outputs["nquads"], format=pyoxigraph.RdfFormat.N_QUADS
    )
    rows = store.query(ASK, use_default_graph_as_union=True)
    found = [tuple(value and value.value for value in row) for row in rows]
    company, named = "http://business.data.gov.uk/id/company/", f"{HUB}supplier/acme-ltd"
    assert found == [
        (f"{HUB}supplier/GB-COH-01234567", "01234567", f"{company}01234567", named),
        (f"{HUB}supplier/GB-COH-07654321", "07654321", f"{company}07654321", named),
        (f"{HUB}supplier/GB-VAT-980780684", "980780684", None, named),
    ]
    assert not [one for one in report.checks if one.severity == "error"]
    same_as = store.query(
        f"SELECT ?o WHERE {{ <{named}> <http://www.w3.org/2002/07/owl#sameAs> ?o }}",
        use_default_graph_as_union=True,
    )
    assert list(same_as) == []


def test_spend_when_numbers_are_published_then_the_register_is_a_table_of_its_own(tmp_path):
    source = tmp_path / "spend.csv"
    source.write_text(ROWS, encoding="utf-8")
    names = Names("http://a.example", "http://hub.example", "a", "spend")
    report = harmonise(source, parse_crosswalk(CROSSWALK), names, tmp_path / "out")
    table = tmp_path / "out" / report.outputs["companion-supplier-register"]
    with table.open(encoding="utf-8", newline="") as file:
        numbers = [row["number"] for row in csv.DictReader(file)]
    assert numbers == ["01234567", "07654321", "980780684"]
