"""Each check on facts that it should and should not mind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ckanext.civic.harmonise.checks import Facts, all_checks
from ckanext.civic.harmonise.checks.mojibake_header import looks_garbled
from ckanext.civic.harmonise.crosswalks import load_crosswalk
from ckanext.civic.harmonise.mapping.batch import MappedBatch
from ckanext.civic.harmonise.mapping.keys import Claim
from ckanext.civic.harmonise.mapping.positions import Locator
from ckanext.civic.harmonise.mapping.problems import CellProblem
from ckanext.civic.harmonise.report import DroppedRow

LIGHTS = load_crosswalk("trafford-streetlights")
SPEND = load_crosswalk("trafford-spend")
PLACES = [(375942 + 500 * i, 395067 - 300 * i) for i in range(20)]


def facts(crosswalk=SPEND, **known) -> Facts:
    header = known.pop("header", crosswalk.columns)
    return Facts(crosswalk, "file.csv", tuple(header), Locator(crosswalk), **known)


def judge(id: str, given: Facts, batch: MappedBatch | None = None):
    check = all_checks()[id](given.crosswalk)
    if batch:
        check.observe(batch)
    return check.finish(given)


def with_problem(check: str, shown: str = "") -> Facts:
    given = facts()
    for row in range(1, 13):
        given.add_problem(CellProblem(row, "Amount", check, "a number", shown))
    return given


FOUND = [
    ("row_balance", facts(rows_in=3, resources_out=2, things_out=2), "error", 1),
    ("row_balance", facts(rows_in=3, resources_out=3, things_out=2), "error", 1),
    (
        "control_total",
        facts(
            total_in={"amount": Decimal("5.00")},
            total_out={"amount": Decimal("4.99")},
            total_dropped={"amount": Decimal(0)},
        ),
        "error",
        1,
    ),
    ("blank_rows", facts(dropped=[DroppedRow(4, "blank_rows", "")]), "warning", 1),
    ("duplicate_key", facts(claims=[Claim(7, 2, True), Claim(9, 2, False)]), "error", 2),
    ("required_missing", with_problem("required_missing"), "error", 12),
    ("unmapped_codes", with_problem("unmapped_codes", "SOX"), "error", 12),
    ("invalid_values", with_problem("invalid_values"), "error", 12),
    ("unmapped_columns", facts(header=[*SPEND.columns, "RATE"]), "warning", 1),
    ("mojibake_header", facts(header=["Amount Â£", "id"]), "error", 1),
    ("row_limit", facts(rows_in=65_535), "warning", 1),
    ("row_limit", facts(rows_in=1_048_575), "warning", 1),
]

PASSED = [
    (
        "row_balance",
        facts(rows_in=3, resources_out=2, things_out=2, dropped=[DroppedRow(1, "x", "")]),
    ),
    (
        "control_total",
        facts(
            total_in={"amount": Decimal("5.00")},
            total_out={"amount": Decimal("6.00")},
            total_dropped={"amount": Decimal("-1.00")},
        ),
    ),
    ("blank_rows", facts(dropped=[DroppedRow(4, "duplicate_key", "")])),
    ("duplicate_key", facts()),
    ("required_missing", facts()),
    ("unmapped_codes", with_problem("invalid_values")),
    ("invalid_values", facts()),
    ("unmapped_columns", facts(header=[*SPEND.columns, *SPEND.ignore])),
    ("mojibake_header", facts(header=["Amount £", "Straße", "Café"])),
    ("row_limit", facts(rows_in=65_534)),
]


@pytest.mark.parametrize(("id", "given", "severity", "count"), FOUND)
def test_check_when_something_is_wrong_then_finds_it(id, given, severity, count):
    found = judge(id, given)
    assert (found.id, found.severity, found.count) == (id, severity, count)
    assert len(found.rows) <= 20
    assert found.message.rstrip()[-1] in ".:"
    assert "{" not in found.message


@pytest.mark.parametrize(("id", "given"), PASSED)
def test_check_when_nothing_is_wrong_then_finds_nothing(id, given):
    assert judge(id, given) is None


def test_every_check_when_listed_then_says_its_source_and_has_cases():
    for id, check in all_checks().items():
        assert "Source:" in (check.__doc__ or ""), id
        assert check.severity in ("error", "warning", "note")
    tested = {id for id, *_ in (*FOUND, *PASSED)}
    positions = {"position_agreement", "position_plausible", "date_plausible"}
    assert tested | positions == set(all_checks())


@pytest.mark.parametrize("day", ["0001-01-01", "3000-01-01"])
def test_date_plausible_when_a_day_cannot_be_meant_then_warns(day):
    batch = MappedBatch([4, 5], ["1", "2"], ["1", "2"], {"payment_date": ["2014-09-03", day]})
    found = judge("date_plausible", facts(), batch)
    assert (found.severity, found.rows) == ("warning", (5,))


def test_date_plausible_when_days_are_ordinary_then_finds_nothing():
    batch = MappedBatch([4, 5], ["1", "2"], ["1", "2"], {"payment_date": ["2014-09-03", ""]})
    assert judge("date_plausible", facts(), batch) is None


@pytest.mark.parametrize(
    "heading", ["Amount ¬£", "Amount Â£", "CafÃ©", "don’t".replace("’", "â€™"), "a\ufffd"]
)
def test_looks_garbled_when_decoded_wrongly_then_true(heading):
    assert looks_garbled(heading)


def located(points: list[tuple[float, float]], crosswalk=LIGHTS) -> Facts:
    """Return facts of lights at the grid points, degrees computed by the reading under test."""
    from pyproj import Transformer

    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4277", always_xy=True)
    given = facts(crosswalk)
    eastings, northings = zip(*points, strict=True)
    lons, lats = to_degrees.transform(eastings, northings)
    numbers = list(range(1, len(points) + 1))
    ids = list(map(str, numbers))
    texts = [
        (list(map(str, eastings)), list(map(str, northings))),
        ([f"{lon:.9f}" for lon in lons], [f"{lat:.9f}" for lat in lats]),
    ]
    given.locator.locate(MappedBatch(numbers, ids, ids, {}), texts)
    given.resources_out = len(points)
    return given


def spoil(given: Facts, indexes: range, change) -> Facts:
    pairs = given.locator.pairs
    for index in indexes:
        x, y = pairs.second_x[index], pairs.second_y[index]
        e, n = pairs.first_x[index], pairs.first_y[index]
        pairs.second_x[index], pairs.second_y[index] = change(x, y, e, n)
    return given


def transposed(x: float, y: float, easting: float, northing: float) -> tuple[float, float]:
    from ckanext.civic.harmonise.mapping.projections import to_wgs84

    lons, lats = to_wgs84("EPSG:27700")([northing], [easting])
    return lats[0], lons[0]


def test_position_agreement_when_both_fit_as_declared_then_finds_nothing():
    assert judge("position_agreement", located(PLACES)) is None


def test_position_agreement_when_latitude_and_longitude_are_exchanged_then_names_it():
    given = spoil(located(PLACES), range(20), lambda x, y, e, n: (y - 0.0002, x - 0.0014))
    found = judge("position_agreement", given)
    assert (found.severity, found.count) == ("error", 20)


def test_position_agreement_when_computed_from_exchanged_grid_values_then_names_it():
    """Stockport's fault: it stays inside Greater Manchester, so no rectangle can find it."""
    given = spoil(located(PLACES), range(20), transposed)
    found = judge("position_agreement", given)
    assert (found.severity, found.count) == ("error", 20)
    assert "easting and northing exchanged, and then latitude and longitude" in found.message


def test_position_agreement_when_one_row_in_many_differs_then_warns_and_names_it():
    given = spoil(located(PLACES * 10), range(5, 6), lambda x, y, e, n: (x + 0.01, y))
    found = judge("position_agreement", given)
    assert (found.severity, found.rows) == ("warning", (6,))


@pytest.mark.parametrize(("share", "severity"), [(range(1), "warning"), (range(10), "error")])
def test_position_plausible_when_positions_are_outside_then_severity_follows_the_share(
    share, severity
):
    points = [(500_000, 200_000) if i in share else (376_000 + i, 395_000) for i in range(100)]
    found = judge("position_plausible", located(points))
    assert (found.severity, found.count) == (severity, len(share))


@pytest.mark.parametrize(
    "town", [(406_000, 287_000), (430_000, 433_000), (358_000, 172_000), (623_000, 308_000)]
)
def test_position_plausible_when_an_english_town_is_transposed_then_finds_it(town):
    """A country's rectangle accepts all four; the council's area does not."""
    found = judge("position_plausible", located([(town[1], town[0])] * 3))
    assert (found.severity, found.count) == ("error", 3)
