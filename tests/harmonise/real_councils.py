"""The real files of councils, each with the crosswalk that is for it."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cached_property
from pathlib import Path

import pyoxigraph

from ckanext.civic.core.nquads import line
from ckanext.civic.harmonise.models import load_model
from ckanext.civic.harmonise.models.vocabulary import vocabulary_quads
from ckanext.civic.harmonise.pipeline import Names, Report, harmonise, load_crosswalk

HUB = "http://hub.example"
PUBLISHER = "https://opendatacommunities.org/id/metropolitan-district-council/"

_GMDSP = "GMDSP-Linked-Data__RDF-work-in-progress"
_LIGHTS = "GMDSP-Linked-Data__StreetLighting/streetlights"
_SPEND = "GMDSP-Linked-Data__Expenditure/expenditure"
_TRAFFORD = "traffordDataLab__council_open_data"
_CODE = f"{_TRAFFORD}/transparency_code"

# By crosswalk, the file below real/; a name after # tells a second file of one crosswalk apart
FILES = {
    "manchester-streetlights": f"{_LIGHTS}/manchester/streetlights_sample.csv",
    "salford-streetlights": f"{_LIGHTS}/salford/streetlights_sample.csv",
    "salford-streetlights-earlier": f"{_GMDSP}/streetlights/salford/St_Light_first1500.csv",
    "stockport-streetlights": f"{_LIGHTS}/stockport/streetlights_sample.csv",
    "tameside-streetlights": f"{_GMDSP}/streetlights/tameside/Street_Lighting.txt.gz",
    "tameside-streetlights-cleaned": f"{_LIGHTS}/tameside/streetlights_sample.csv",
    "trafford-streetlights": f"{_LIGHTS}/trafford/streetlights_sample.csv",
    "manchester-parking": f"{_GMDSP}/parking/manchester/parking.csv",
    "salford-parking": f"{_GMDSP}/parking/salford/CarParks.csv",
    "stockport-parking": f"{_GMDSP}/parking/stockport/CarParks.xml",
    "trafford-parking": f"{_TRAFFORD}/parking/off_street_parking_spaces.csv",
    "manchester-spend": f"{_SPEND}/manchester/Manchester_September_2014.csv",
    "manchester-spend#april-2013": f"{_GMDSP}/expenditure/manchester/spendover500.csv",
    "tameside-spend": f"{_SPEND}/tameside/Tameside_September_2014.csv",
    "trafford-spend": f"{_SPEND}/trafford/Trafford_September_2014.csv.gz",
    "trafford-spend-2026": f"{_TRAFFORD}/expenditure/trafford-supplier-spend-2026-27_sample.csv",
    "manchester-allotments": f"{_GMDSP}/allotments/manchester/allotments.csv",
    "salford-allotments": f"{_GMDSP}/allotments/salford/allotments_masked.csv",
    "trafford-allotments": f"{_GMDSP}/allotments/trafford/allotments_masked.csv",
    "trafford-data-lab-allotments": "traffordDataLab__open_data/allotments/trafford_allotments.csv",
    "salford-planning": f"{_GMDSP}/planning/salford/planning.csv.gz",
    "lga-planning": "esd-org-uk__schemas/PlanningApplications/example-planning-applications.csv",
    "trafford-grants": f"{_CODE}/grants/trafford_council_voluntary_sector_grants.csv",
    "trafford-land": f"{_CODE}/local_authority_land/trafford_land_and_building_assets.csv",
    "trafford-senior-salaries": f"{_CODE}/senior_salaries/senior_salaries_employees.csv",
}

# Files that not every collection of real files has, by crosswalk: the file's name
ELSEWHERE = {
    "stockport-allotments": "Allotments-Stockport.xml",
    "trafford-planning": "PlanningApplications2012_13.csv",
    "salford-recycling": "RecyclingCentres.csv",
    "trafford-recycling": "Recycling.csv",
    "trafford-recycling-xml": "recyclingcentres.xml",
    "manchester-grit-bins": "gritbins.csv",
    "salford-gritting-routes": "CombinedGrittingRoutes.kml",
    "greater-manchester-libraries-merged": "gm_libraries.csv",
}


class Harmonised:
    """The report and the files of one harmonised file."""

    def __init__(self, name: str, source: Path, folder: Path) -> None:
        crosswalk = load_crosswalk(name.partition("#")[0])
        council = crosswalk.id.removesuffix(f"-{crosswalk.model.id}")
        self.model, self.source, self.folder = crosswalk.model, source, folder
        names = Names(f"http://{council}.example", HUB, council, crosswalk.model.id)
        self.report: Report = harmonise(source, crosswalk, names, folder)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """Return the canonical table."""
        path = self.folder / self.report.outputs["canonical-csv"]
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def count(self, field: str) -> Counter[str]:
        """Return how often each value of a field occurs, several in one row each by itself."""
        several = self.model.fields[field].multiple
        cells = [row[field] for row in self.rows]
        return Counter(one for cell in cells for one in (cell.split("|") if several else [cell]))

    @property
    def found(self) -> set[tuple[str, str]]:
        """Return severity and id of what the checks found, without notes."""
        return {(one.severity, one.id) for one in self.report.checks if one.severity != "note"}

    @property
    def quads(self) -> Path:
        """Return the file of the quads."""
        return self.folder / self.report.outputs["nquads"]


def read_cells(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file in UTF-8."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def ask(query: str, files: list[Harmonised]) -> list[tuple[str, ...]]:
    """Return the answers to a query over the quads of files and their models' vocabularies."""
    store = pyoxigraph.Store()
    for one in files:
        store.bulk_load(path=str(one.quads), format=pyoxigraph.RdfFormat.N_QUADS)
    for id in {one.model.id for one in files}:
        text = "".join(map(line, vocabulary_quads(load_model(id), HUB)))
        store.bulk_load(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    answers = store.query(query, use_default_graph_as_union=True)
    assert isinstance(answers, pyoxigraph.QuerySolutions)
    return [tuple(value.value.removeprefix(PUBLISHER) for value in row) for row in answers]
