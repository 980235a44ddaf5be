"""Files as councils really sent them, in each format of which there is one."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.readers import Table, open_table

pytestmark = pytest.mark.needs_shared

GMDSP = "GMDSP-Linked-Data__"
FILES = {
    "FME records": ("RDF-work-in-progress/parking/stockport/CarParks.xml", 120, 29),
    "backslash quotes": ("RDF-work-in-progress/allotments/manchester/allotments.csv", 40, 9),
    "CR line ends": ("RDF-work-in-progress/parking/manchester/parking.csv", 72, 7),
    "gzip, CR": ("RDF-work-in-progress/streetlights/tameside/Street_Lighting.txt.gz", 26042, 10),
    "blank lines": ("Expenditure/expenditure/tameside/Tameside_September_2014.csv", 2223, 32),
    "cp1252": ("Expenditure/expenditure/manchester/Manchester_September_2014.csv", 3584, 7),
    "gzip": ("RDF-work-in-progress/planning/salford/planning.csv.gz", 2969, 15),
}
WARDS = "traffordDataLab__spatial_data/ward/2023/gm_ward_super_generalised.geojson"


@pytest.fixture
def open_real(shared):
    def opened(name: str) -> Table:
        return open_table(shared / "real" / name)

    return opened


@pytest.mark.parametrize(("name", "rows", "columns"), FILES.values(), ids=FILES)
def test_real_file_when_read_then_no_row_is_lost_or_ragged(open_real, name, rows, columns):
    table = open_real(GMDSP + name)
    assert (sum(1 for _ in table.rows()), len(table.header)) == (rows, columns)
    assert "skipped_rows" not in table.decisions
    assert "repaired_headings" not in table.decisions


def test_real_fme_records_when_read_then_hold_html_and_coordinates_as_given(open_real):
    table = open_real(GMDSP + FILES["FME records"][0])
    first = dict(zip(table.header, next(table.rows())[1], strict=True))
    assert first["eastings"] == "389824.159960607"
    assert first["url"].startswith('<a href="http://www.stockport.gov.uk/')


def test_real_ward_boundaries_when_read_then_each_has_its_code_and_polygon(open_real):
    table = open_real(WARDS)
    records = [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows()]
    assert len(records) == 215
    assert all(one["geometry"].startswith("POLYGON ((") for one in records)
    assert table.decisions["geometry_types"] == {"Polygon": 215}


@pytest.mark.parametrize(
    "name",
    [
        GMDSP + "Parking/parking/generic/Example-ParkingSite.rdf",
        GMDSP + "RDF-work-in-progress/parking/manchester/parking.ttl",
        GMDSP + "StreetLighting/streetlights/salford/expected_sample.nt.gz",
    ],
)
def test_real_rdf_when_read_as_a_table_then_is_named_as_such(open_real, name):
    with pytest.raises(Exception, match="linked data already"):
        open_real(name)
