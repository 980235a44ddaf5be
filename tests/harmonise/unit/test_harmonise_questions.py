"""Questions that are written once and hold for every council: questions/*.rq."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from harmonise.real_councils import Harmonised, ask

QUESTIONS = Path(__file__).parents[1] / "questions"


def question(name: str) -> str:
    """Return the text of a question."""
    return (QUESTIONS / f"{name}.rq").read_text(encoding="utf-8")


@pytest.fixture
def small(tmp_path_factory):
    """Return a function that harmonises invented rows in a real council's columns."""

    def harmonised(name: str, file_name: str, text: str) -> Harmonised:
        folder = tmp_path_factory.mktemp("small")
        source = folder / file_name
        source.write_text(text, encoding="utf-8")
        return Harmonised(name, source, folder / "out")

    return harmonised


@pytest.mark.needs_shared
def test_allotments_when_asked_for_then_every_councils_are_found(made):
    files = list(map(made, ["manchester-allotments", "salford-allotments", "trafford-allotments"]))
    assert ask(question("allotments"), files) == [
        ("manchester", "40"), ("salford", "26"), ("trafford", "38"),
    ]  # fmt: skip


@pytest.mark.needs_shared
def test_lamps_when_asked_for_by_type_then_narrower_types_count_with_broader_ones(made):
    files = list(map(made, [
        "manchester-streetlights", "salford-streetlights", "tameside-streetlights-cleaned",
        "stockport-streetlights", "trafford-streetlights",
    ]))  # fmt: skip
    found = {(council, kind): int(n) for council, kind, n in ask(question("lamps-by-type"), files)}
    assert found["manchester", "high-pressure-sodium"] == 823
    assert found["manchester", "sodium"] == 823 + 2
    assert found["salford", "sodium"] == 547 + 305
    assert found["tameside", "sodium"] == 1845 + 77
    assert found["salford", "led"] == 1007
    assert found["manchester", "metal-halide"] == 497 + 1
    assert found["tameside", "discharge"] == 2029
    assert {council for council, _ in found} == {"manchester", "salford", "tameside"}


@pytest.mark.needs_shared
def test_spend_when_asked_for_by_purpose_then_every_line_with_a_shared_purpose_counts(made):
    files = list(map(made, ["manchester-spend", "tameside-spend", "trafford-spend"]))
    answers = ask(question("spend-by-purpose"), files)
    by_council: dict[str, dict[str, Decimal]] = {}
    for council, purpose, pounds, _ in answers:
        by_council.setdefault(council, {})[purpose] = Decimal(pounds)
    assert set(by_council) == {"manchester", "tameside", "trafford"}
    everywhere = set.intersection(*map(set, by_council.values()))
    assert everywhere >= {
        "staff", "premises", "transport", "supplies-and-services", "third-party", "grants",
        "transfer-payments", "capital-works",
    }  # fmt: skip
    for one in files:
        codes = one.model.lists["spend-purpose"].codes
        council = one.report.crosswalk.partition("-")[0]
        expected = sum(Decimal(row["amount"]) for row in one.rows if row["purpose_group"] in codes)
        assert sum(by_council[council].values()) == expected


def test_recycling_of_paper_when_asked_for_then_ticks_and_letters_mean_the_same(small):
    salford = small(
        "salford-recycling",
        "sites.csv",
        "Location,Cardboard,Paper,Cartons,Shoes,Glass,Textiles,Cans,Foil,Plastic Bottles,Aerosols,"
        "Eastings,Northings,UPRN,Address,Postcode\n"
        "Precinct,Y,Y,,,Y,,,,,,372500,400828,100000000001,1 Street,M28 1AA\n"
        "Car Park,,,,,Y,,,,Y,,377654,401511,100000000002,2 Street,M27 1AA\n",
    )
    trafford = small(
        "trafford-recycling",
        "Recycling.csv",
        "ID,LOCATION,STREET,TOWN,EXTRAFACILITIES,PAPER,DRY,GLASS,CANS,PLASTIC,TEXTILES,SHOES,BOOKS,"
        "TETRAPAK,FURNITURE,HARD_PLASTIC,Longitude,Latitude\n"
        "A1,Inn,High Street,Sale,f,t,t,t,t,f,t,t,f,f,f,f,376764.9,387505.9\n"
        "A2,Shop,Low Street,Sale,f,t,f,f,f,f,f,f,f,f,f,f,376141.0,390724.9\n",
    )
    assert ask(question("recycling-of-paper"), [salford, trafford]) == [
        ("salford", "1", "2"), ("trafford", "2", "2"),
    ]  # fmt: skip


@pytest.mark.needs_shared
def test_recycling_of_paper_when_the_real_files_are_here_then_21_of_26_and_37_of_37(
    shared, tmp_path
):
    real = shared / "real"
    names = {"salford-recycling": "RecyclingCentres.csv", "trafford-recycling": "Recycling.csv"}
    found = {name: next(real.rglob(file), None) for name, file in names.items()}
    if None in found.values():
        pytest.skip("the lists of recycling sites are not among the real files here")
    files = [Harmonised(name, source, tmp_path / name) for name, source in found.items() if source]
    assert ask(question("recycling-of-paper"), files) == [
        ("salford", "21", "26"), ("trafford", "37", "37"),
    ]  # fmt: skip
