"""Every real file through its own crosswalk: rows, sums and what the checks say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from harmonise.real_councils import ELSEWHERE, FILES, Harmonised, read_cells

pytestmark = pytest.mark.needs_shared

# Rows in, and those that are no thing: blank lines, and what the crosswalk drops
ROWS = {
    "manchester-streetlights": (1927, 0),
    "salford-streetlights": (1939, 0),
    "salford-streetlights-earlier": (1500, 2),
    "stockport-streetlights": (1979, 0),
    "tameside-streetlights": (26042, 0),
    "tameside-streetlights-cleaned": (2029, 0),
    "trafford-streetlights": (1923, 0),
    "manchester-parking": (72, 0),
    "salford-parking": (9, 0),
    "stockport-parking": (120, 0),
    "trafford-parking": (19, 0),
    "manchester-spend": (3584, 0),
    "manchester-spend#april-2013": (3975, 0),
    "tameside-spend": (2223, 976),
    "trafford-spend": (9670, 0),
    "trafford-spend-2026": (2537, 0),
    "manchester-allotments": (40, 0),
    "salford-allotments": (26, 0),
    "trafford-allotments": (38, 0),
    "trafford-data-lab-allotments": (35, 0),
    "salford-planning": (2969, 0),
    "lga-planning": (25, 0),
    "trafford-grants": (555, 0),
    "trafford-land": (608, 0),
    "trafford-senior-salaries": (8, 0),
}
# What the checks must say of a file, and nothing else beside notes
FOUND: dict[str, set[str]] = {
    "stockport-streetlights": {"position_agreement", "position_null_island"},
    "stockport-parking": {"position_agreement", "unmapped_codes"},
    "tameside-spend": {"blank_rows", "recommended_missing", "unmapped_codes"},
    "trafford-spend": {"recommended_missing", "unmapped_codes"},
    "trafford-spend-2026": {"recommended_missing", "unmapped_codes"},
    "lga-planning": {"unmapped_codes"},
    "salford-planning": {"date_order"},
    "trafford-streetlights": {"position_outside"},
    "trafford-land": {"position_outside", "position_range"},
}
# Sum of the amounts, and how many are below zero
AMOUNTS = {
    "manchester-spend": ("67993711.65", 125),
    "manchester-spend#april-2013": ("49554036.35", 174),
    "tameside-spend": ("26517993.52", 5),
    "trafford-spend": ("26277046.22", 550),
    "trafford-spend-2026": ("3906254.65", 250),
}
PERSONAL = {
    "salford-allotments": ("Contact", "Contact_Phone", "Contact_Email"),
    "trafford-allotments": ("Contact Name(2014)", "Phone(2014)"),
}


@pytest.mark.parametrize("name", FILES)
def test_real_file_when_harmonised_then_its_rows_balance(made, name):
    report = made(name).report
    rows, left_out = ROWS[name]
    assert (report.rows_in, report.resources_out) == (rows, rows - left_out)
    assert len({row["uri"] for row in made(name).rows}) == rows - left_out
    assert report.ok


@pytest.mark.parametrize("name", FILES)
def test_real_file_when_checked_then_what_deserves_it_is_said_and_nothing_else(made, name):
    assert {id for _, id in made(name).found} == FOUND.get(name, set())


@pytest.mark.parametrize("name", AMOUNTS)
def test_real_spend_when_summed_then_no_penny_is_lost(made, name):
    total, below_zero = AMOUNTS[name]
    amounts = [Decimal(row["amount"]) for row in made(name).rows]
    assert sum(amounts) == Decimal(total)
    assert sum(amount < 0 for amount in amounts) == below_zero
    sums = made(name).report.totals["amount"]
    assert (sums["in"], Decimal(sums["out"])) == (total, Decimal(total))


@pytest.mark.parametrize("name", AMOUNTS)
def test_real_spend_when_grouped_then_nearly_every_line_has_a_shared_purpose(made, name):
    shared_purposes = set(made(name).model.lists["spend-purpose"].codes)
    groups = [row["purpose_group"].rpartition("/")[2] for row in made(name).rows]
    assert sum(group in shared_purposes for group in groups) > 0.95 * len(groups)


def test_real_tameside_spend_when_a_line_has_no_day_then_keeps_the_month(made):
    without = [row for row in made("tameside-spend").rows if not row["payment_date"]]
    assert sorted(Decimal(row["amount"]) for row in without) == [
        Decimal("80721.93"), Decimal("369283.24"), Decimal("7815670.80"),
    ]  # fmt: skip
    assert {row["payment_month"] for row in without} == {"2014-09"}


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("tameside-spend", 122), ("trafford-spend", 1944), ("trafford-spend-2026", 376)],
)
def test_real_spend_when_a_supplier_is_redacted_then_nothing_tells_who(made, name, hidden):
    rows = [row for row in made(name).rows if row["supplier_redacted"] == "true"]
    assert len(rows) == hidden
    telling = ("supplier_id", "vat_number", "company_number", "purpose_description", "supplier_uri")
    assert {row[field] for row in rows for field in telling} == {""}


@pytest.mark.parametrize("name", PERSONAL)
def test_real_allotments_when_harmonised_then_no_contact_is_in_any_file(made, name):
    result = made(name)
    header, *lines = read_cells(result.source)
    contacts = {
        line[header.index(column)].strip() for column in PERSONAL[name] for line in lines
    } - {""}
    written = "".join(
        path.read_text(encoding="utf-8") for path in result.folder.iterdir() if path.is_file()
    )
    assert len(contacts) > 20 or name == "salford-allotments"
    assert not [contact for contact in contacts if contact in written]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_file_elsewhere_when_it_is_here_then_its_rows_balance(shared, tmp_path, name):
    source = next((shared / "real").rglob(ELSEWHERE[name]), None)
    if source is None:
        pytest.skip(f"{ELSEWHERE[name]} is not among the real files here")
    made = Harmonised(name, source, tmp_path)
    assert made.report.ok
    assert made.report.resources_out == made.report.rows_in > 0
