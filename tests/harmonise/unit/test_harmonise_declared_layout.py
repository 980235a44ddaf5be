"""A crosswalk that says for which headings and which days it is made."""

from __future__ import annotations

import csv

import pytest
from harmonise.small_councils import LAMPS, NAMES, run_with

from ckanext.civic.harmonise.crosswalks.layout import fingerprint
from ckanext.civic.harmonise.errors import CrosswalkError, LayoutDiffers
from ckanext.civic.harmonise.pipeline import harmonise, parse_crosswalk


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Id,Lamp,RATE", "new column RATE"),
        ("Id", "column Lamp gone"),
        ("Id,Lamp type", "“Lamp” probably renamed “Lamp type”"),
    ],
)
def test_harmonise_when_the_layout_is_declared_then_another_header_stops(tmp_path, header, words):
    row = ",".join("1" for _ in header.split(","))
    crosswalk = LAMPS + "layout: [Id, Lamp]\n"
    with pytest.raises(LayoutDiffers, match=words):
        run_with(tmp_path, f"{header}\n{row}\n", crosswalk)


def test_harmonise_when_the_layout_is_in_another_order_then_fits(tmp_path):
    crosswalk = LAMPS + f"layout: {fingerprint(['Id', 'Lamp'])}\n"
    report, _ = run_with(tmp_path, "lamp,ID\nSON,1\n", crosswalk)
    assert report.resources_out == 1


@pytest.mark.parametrize(("day", "fits"), [("2014-12-31", False), ("2015-06-01", True)])
def test_harmonise_when_the_crosswalk_is_for_other_days_then_stops(tmp_path, day, fits):
    crosswalk = parse_crosswalk(LAMPS + "valid_from: 2015-01-01\nvalid_to: 2015-12-31\n")
    source = tmp_path / "file.csv"
    source.write_text("Id,Lamp\n1,SON\n")
    if fits:
        assert harmonise(source, crosswalk, NAMES, tmp_path / "out", day=day).ok
    else:
        with pytest.raises(CrosswalkError, match="2015-01-01 to 2015-12-31"):
            harmonise(source, crosswalk, NAMES, tmp_path / "out", day=day)


def test_harmonise_when_the_crosswalk_extends_its_model_then_known_headings_need_no_rule(tmp_path):
    crosswalk = LAMPS.replace("fields:", "extends: model\nfields:")
    report, out = run_with(tmp_path, "Id,Lamp,Wattage,Ward\n1,SON,70,Hale\n", crosswalk)
    with (out / "file.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["wattage"], row["ward"], report.resources_out) == ("70", "Hale", 1)
