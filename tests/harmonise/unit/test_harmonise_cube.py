"""Council statistics as a data cube: well formed by all constraints of the Recommendation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import yaml

from ckanext.civic.core.nquads import line
from ckanext.civic.harmonise.mapping.names import Names
from ckanext.civic.harmonise.models import load_model
from ckanext.civic.harmonise.models.vocabulary import vocabulary_quads
from ckanext.civic.harmonise.pipeline import Report, harmonise, load_crosswalk, parse_crosswalk

HUB = "http://hub.example"
RULES = yaml.safe_load((Path(__file__).parent / "data_cube_constraints.yaml").read_text())
PREFIXES = RULES["prefixes"]
CROSSWALK = "trafford-ward-age-cube"
HEADER = "ID,AreaCode,AreaName,Category,Period,Age,Count\n"
ROWS = (
    "1,E05000819,Altrincham,Population Estimate,2013,All Ages,11873\n"
    "2,E05000819,Altrincham,Population Estimate,2013,0,183\n"
    "3,E05000820,Ashton upon Mersey,Population Estimate,2013,All Ages,9693\n"
    "4,E05000820,Ashton upon Mersey,Dogs Licensed,2013,All Ages,12\n"
)
_STATS = "GMDSP-Linked-Data__GenericStatsCube/stats"
_OPEN = "traffordDataLab__open_data"
_WARDS = "traffordDataLab__ward_data"
# crosswalk, file, observations
REAL = [
    (CROSSWALK, f"{_STATS}/population/trafford_ward_age_2013.csv", 1932),
    ("trafford-social-housing-cube", f"{_STATS}/housing/trafford_social_housing_lsoa.csv", 111),
    ("generic-statistics-cube", f"{_STATS}/example/ExampleStatsCube-data.csv", 100),
    (
        "greater-manchester-working-age-cube",
        "traffordDataLab__opengovintelligence/working-age-population/input.csv",
        226,
    ),
    (
        "greater-manchester-census-cube",
        f"{_OPEN}/census2021/population/2021_household_composition_la_gm.csv",
        140,
    ),
    (
        "greater-manchester-census-cube",
        f"{_OPEN}/census2021/population/2021_population_density_lsoa_trafford.csv",
        139,
    ),
    (
        "greater-manchester-cars-cube",
        f"{_OPEN}/census2021/housing/2021_car_van_availability_la_gm.csv",
        40,
    ),
    (
        "greater-manchester-vehicles-cube",
        f"{_OPEN}/licensed_vehicles/licensed_vehicles_gm_authorities.csv",
        900,
    ),
    ("trafford-ward-profile-cube", f"{_WARDS}/demographics/data/population_0-15_years.csv", 42),
    ("trafford-ward-profile-cube", f"{_WARDS}/demographics/data/median_age.csv", 21),
    ("trafford-ward-profile-cube", f"{_WARDS}/deprivation/data/crime_deprivation.csv", 21),
]
_OBSERVATIONS_AT_ONCE = 250  # IC-12 compares every pair


def cube_of(report: Report, folder: Path) -> pyoxigraph.Store:
    """Return the vocabulary and what was published, in one graph, normalised."""
    store = pyoxigraph.Store()
    graph = pyoxigraph.DefaultGraph()
    vocabulary = "".join(
        line((s, p, o, "")) for s, p, o, _ in vocabulary_quads(load_model("cube"), HUB)
    )
    store.load(vocabulary, format=pyoxigraph.RdfFormat.N_TRIPLES)
    text = (folder / report.outputs["nquads"]).read_bytes()
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph))
    normalise(store)
    return store


def normalise(store: pyoxigraph.Store) -> None:
    """Run the normalisation of section 10."""
    for update in RULES["normalise"]:
        store.update(PREFIXES + update)


def rows_of(store: pyoxigraph.Store, query: str) -> list[pyoxigraph.QuerySolution]:
    """Return the answers of a SELECT query."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return list(found)


def broken(store: pyoxigraph.Store) -> list[str]:
    """Return the constraints that do not hold."""
    found = [name for name, ask in RULES["constraints"].items() if store.query(PREFIXES + ask)]
    for name, rule in RULES["hierarchies"].items():
        for row in rows_of(store, rule["properties"]):
            if store.query(PREFIXES + rule["ask"].replace("$p", row["p"].value)):
                found.append(name)
    return found


def only(store: pyoxigraph.Store, limit: int) -> None:
    """Keep some observations: a part of a cube is a cube."""
    rows = rows_of(store, "SELECT ?o WHERE { ?o a qb:Observation } ORDER BY ?o")
    for row in rows[limit:]:
        for quad in list(store.quads_for_pattern(row["o"], None, None, None)):
            store.remove(quad)


@pytest.fixture
def small_cube(tmp_path):
    """Return a function that gives the cube of a few rows."""

    @cache
    def of(rows: str = ROWS) -> pyoxigraph.Store:
        path = tmp_path / "wards.csv"
        path.write_text(HEADER + rows)
        names = Names("http://trafford.example", HUB, "trafford", "wards")
        report = harmonise(path, load_crosswalk(CROSSWALK), names, tmp_path / "out")
        assert report.resources_out == rows.count("\n")
        return cube_of(report, tmp_path / "out")

    return of


def test_constraints_when_counted_then_are_all_of_the_recommendation():
    names = [name.split()[0] for name in (*RULES["constraints"], *RULES["hierarchies"])]
    wanted = [f"IC-{n}" for n in range(1, 19)] + ["IC-19a", "IC-19b", "IC-20", "IC-21"]
    assert names == wanted


def test_cube_when_published_then_keeps_every_constraint(small_cube):
    assert broken(small_cube()) == []


@pytest.mark.parametrize(
    ("update", "constraint"),
    [
        ("DELETE { ?o qb:dataSet ?d } WHERE { ?o qb:dataSet ?d }", "IC-1"),
        ("INSERT { ?o qb:dataSet <http://x/d> } WHERE { ?o qb:dataSet ?d }", "IC-1"),
        ("DELETE { ?d qb:structure ?s } WHERE { ?d qb:structure ?s }", "IC-2"),
        ("DELETE { ?p a qb:MeasureProperty } WHERE { ?p a qb:MeasureProperty }", "IC-3"),
        ("DELETE { ?p rdfs:range ?r } WHERE { ?p a qb:DimensionProperty ; rdfs:range ?r }", "IC-4"),
        ("DELETE { ?p qb:codeList ?l } WHERE { ?p qb:codeList ?l }", "IC-5"),
        (
            'INSERT { ?c qb:componentRequired "false"^^xsd:boolean } WHERE { ?c qb:dimension ?p }',
            "IC-6",
        ),
        ("DELETE { ?o ?p ?v } WHERE { ?p a qb:DimensionProperty . ?o ?p ?v }", "IC-11"),
        (
            "INSERT { ?new ?p ?v ; qb:dataSet ?d } WHERE { SELECT ?new ?p ?v ?d WHERE {"
            " ?o a qb:Observation ; qb:dataSet ?d ; ?p ?v ."
            " BIND(IRI(CONCAT(STR(?o), '-again')) AS ?new) } }",
            "IC-12",
        ),
        ("DELETE { ?o ?p ?v } WHERE { ?p a qb:AttributeProperty . ?o ?p ?v }", "IC-13"),
        ("DELETE { ?o ?p ?v } WHERE { ?p a qb:MeasureProperty . ?o ?p ?v }", "IC-14"),
        ("DELETE { ?c skos:inScheme ?s } WHERE { ?c skos:inScheme ?s }", "IC-19a"),
    ],
)
def test_constraint_when_a_cube_breaks_it_then_notices(small_cube, update, constraint):
    store = small_cube()
    store.update(PREFIXES + update)
    assert constraint in [name.split()[0] for name in broken(store)]


def test_structure_when_published_then_names_every_component_in_order(small_cube):
    rows = rows_of(
        small_cube(),
        """SELECT ?p ?kind WHERE {
          ?d a qb:DataSet ; qb:structure/qb:component ?c . ?c qb:componentProperty ?p ; qb:order ?n
          VALUES ?kind { qb:dimension qb:measure qb:attribute } ?c ?kind ?p
        } ORDER BY ?n""",
    )
    local = [
        tuple(part.value.rpartition("#")[2].rpartition("/")[2] for part in row) for row in rows
    ]
    assert local == [
        ("refArea", "dimension"), ("refPeriod", "dimension"), ("indicator", "dimension"),
        ("category", "dimension"), ("age", "dimension"), ("sex", "dimension"),
        ("statistic", "dimension"), ("obsValue", "measure"), ("unitMeasure", "attribute"),
        ("obsStatus", "attribute"), ("areaName", "attribute"),
    ]  # fmt: skip


def test_observation_when_published_then_has_addresses_that_others_use(small_cube):
    rows = rows_of(
        small_cube(),
        """PREFIX dim: <http://purl.org/linked-data/sdmx/2009/dimension#>
        PREFIX m: <http://purl.org/linked-data/sdmx/2009/measure#>
        PREFIX cube: <http://hub.example/def/cube/>
        SELECT ?o ?area ?period ?value ?set WHERE {
          ?o cube:age <http://hub.example/def/cube/ages/0> ; dim:refArea ?area ;
            dim:refPeriod ?period ; m:obsValue ?value ; qb:dataSet ?set
        }""",
    )
    assert [tuple(one.value for one in row) for row in rows] == [
        (
            "http://trafford.example/id/trafford/cube/wards/"
            "E05000819,year%2F2013,population,total,0,total,count",
            "http://statistics.data.gov.uk/id/statistical-geography/E05000819",
            "http://reference.data.gov.uk/id/year/2013",
            "183",
            "http://trafford.example/id/trafford/data-set/wards",
        )
    ]


def test_unpivot_when_two_columns_become_one_figure_then_neither_is_lost_silently(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("Area,Boys,Girls\nE05000819,3,4\n")
    crosswalk = parse_crosswalk(
        """
        id: wide
        model: cube
        title: Wide
        publisher: {name: X, uri: "https://example.org/x"}
        unpivot: {columns: [Boys, Girls], name: Who, value: Figure}
        fields:
          area: Area
          period: {constant: year/2013}
          indicator: {constant: population}
          category: {constant: total}
          age: {constant: all-ages}
          sex: {column: Who, codes: {total: [Boys, Girls]}}
          statistic: {constant: count}
          value: {column: Figure, steps: [number]}
          unit: {constant: people}
        """
    )
    names = Names("http://a.example", HUB, "a", "b")
    report = harmonise(path, crosswalk, names, tmp_path / "out")
    assert (report.rows_in, report.resources_out) == (2, 1)
    assert [one.reason for one in report.dropped] == ["duplicate_key"]


@pytest.mark.needs_shared
@pytest.mark.parametrize(("crosswalk", "path", "count"), REAL, ids=lambda one: str(one)[-40:])
def test_real_statistics_when_published_then_keep_every_constraint(
    shared, tmp_path, crosswalk, path, count
):
    names = Names("http://council.example", HUB, "council", "figures")
    report = harmonise(shared / "real" / path, load_crosswalk(crosswalk), names, tmp_path)
    assert (report.resources_out, report.dropped.count) == (count, 0)
    assert [one.id for one in report.checks if one.severity == "error"] == []
    assert report.totals["value"]["in"] == report.totals["value"]["out"]
    store = cube_of(report, tmp_path)
    observations = "SELECT ?o WHERE { ?o a qb:Observation }"
    assert len(rows_of(store, observations)) == count
    places = """SELECT DISTINCT ?places WHERE {
      { SELECT ?o (GROUP_CONCAT(STR(?v); separator=" ") AS ?places) WHERE {
          { SELECT ?o ?dim ?v WHERE { ?dim a qb:DimensionProperty . ?o a qb:Observation ; ?dim ?v }
            ORDER BY ?o ?dim }
      } GROUP BY ?o }
    }"""
    assert len(rows_of(store, places)) == count
    only(store, _OBSERVATIONS_AT_ONCE)
    assert broken(store) == []


@pytest.mark.needs_shared
def test_real_wide_table_when_published_then_every_figure_is_an_observation(shared, tmp_path):
    path = f"{_OPEN}/IndicesOfDeprivation/IoD2025/local_authority_district"
    source = shared / "real" / path / "indices_of_deprivation_2025_lad.csv"
    names = Names("http://council.example", HUB, "council", "deprivation")
    report = harmonise(source, load_crosswalk("england-deprivation-cube"), names, tmp_path)
    assert (report.rows_in, report.resources_out) == (6 * 2960, 6 * 2960)
    assert [one.id for one in report.checks if one.severity != "note"] == []


@pytest.mark.needs_shared
def test_one_question_when_asked_of_three_cubes_then_each_answers_it(shared, tmp_path):
    """How many people, of all or of working ages, live in wards: written once against the model."""
    files = {id: path for id, path, _ in REAL if "generic" not in id}
    files["trafford-ward-profile-cube"] = (
        f"{_WARDS}/demographics/data/total_resident_population.csv"
    )
    store = pyoxigraph.Store()
    wanted = (CROSSWALK, "greater-manchester-working-age-cube", "trafford-ward-profile-cube")
    for id in wanted:
        names = Names("http://trafford.example", HUB, "trafford", id)
        source = shared / "real" / files[id]
        report = harmonise(source, load_crosswalk(id), names, tmp_path / id)
        quads = (tmp_path / id / report.outputs["nquads"]).read_bytes()
        for quad in pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS):
            store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    rows = rows_of(
        store,
        """PREFIX dim: <http://purl.org/linked-data/sdmx/2009/dimension#>
        PREFIX m: <http://purl.org/linked-data/sdmx/2009/measure#>
        PREFIX cube: <http://hub.example/def/cube/>
        SELECT ?set (COUNT(?o) AS ?wards) (SUM(?value) AS ?people) WHERE {
          ?o qb:dataSet ?set ; dim:refArea ?area ; m:obsValue ?value ;
            cube:indicator <http://hub.example/def/cube/indicators/population> ;
            cube:statistic <http://hub.example/def/cube/statistics/count> ;
            cube:sex <http://hub.example/def/cube/sexes/total> ;
            cube:age ?age .
          VALUES ?age {
            <http://hub.example/def/cube/ages/all-ages> <http://hub.example/def/cube/ages/16-to-64>
          }
        } GROUP BY ?set""",
    )
    found = {
        row["set"].value.rpartition("/")[2]: (
            int(row["wards"].value),
            int(float(row["people"].value)),
        )
        for row in rows
    }
    assert set(found) == set(wanted)
    assert {wards for wards, _ in found.values()} == {21, 226}
    assert all(people > 200_000 for _, people in found.values())
