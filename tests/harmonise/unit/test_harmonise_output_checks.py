"""Checks of what was written: foreign addresses, undefined terms, links that lead nowhere."""

from __future__ import annotations

import csv
import gzip
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest

from ckanext.civic.harmonise.checks.foreign_address import is_private
from ckanext.civic.harmonise.checks.written import RDF_TYPE, Written, address_columns, read_written
from ckanext.civic.harmonise.crosswalks import load_crosswalk
from ckanext.civic.harmonise.crosswalks.crosswalk import Position
from ckanext.civic.harmonise.mapping.names import Names
from ckanext.civic.harmonise.mapping.positions import Locator
from ckanext.civic.harmonise.writers.read_back import ReadBack, read_back

from .check_cases import LIGHTS, NAMES, SPEND, batch, facts, judge

OWN = "http://trafford.example/id/trafford/streetlights/1"
CLASS = LIGHTS.model.class_iri("http://hub.example")
GMDSP = "http://data.gmdsp.org.uk"
REFERENCES = {
    "tameside-spend": "GMDSP-Linked-Data__Expenditure/expenditure/tameside"
    "/Tameside-September-2014-generic-final-2.rdf.gz",
    "salford-parking": "GMDSP-Linked-Data__RDF-work-in-progress/parking/salford/parking.rdf",
    "stockport-parking": "GMDSP-Linked-Data__RDF-work-in-progress/parking/stockport/parking.rdf",
    "manchester-parking": "GMDSP-Linked-Data__RDF-work-in-progress/parking/manchester/parking.ttl",
}


def written(*lines: str) -> Written:
    made = Written()
    made.add_lines(lines)
    return made


def found_in(id: str, made: Written, crosswalk=LIGHTS, names=NAMES):
    return judge(id, facts(crosswalk, written=made, names=names))


def statement(subject=OWN, predicate="http://purl.org/dc/terms/subject", object="http://x.org/y"):
    value = object if object.startswith('"') else f"<{object}>"
    return f"<{subject}> <{predicate}> {value} <http://trafford.example/graph/a/b> .\n"


RIGHT = [
    statement(predicate=RDF_TYPE, object=CLASS),
    statement(predicate="http://purl.org/dc/terms/identifier", object='"a <b> c"'),
    statement(predicate="http://hub.example/def/streetlights/wattage", object='"7"'),
    statement(object="http://trafford.example/id/trafford/other-dataset/7"),
]
IDS = ["foreign_address", "unknown_vocabulary", "undescribed_things", "council_identity"]


@pytest.mark.parametrize("id", IDS)
def test_output_check_when_all_is_right_then_finds_nothing(id):
    assert found_in(id, written(*RIGHT)) == []


@pytest.mark.parametrize("id", [*IDS, "dangling_objects"])
def test_output_check_when_nothing_was_written_then_finds_nothing(id):
    assert judge(id, facts(LIGHTS)) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (statement(object="http://127.0.0.1:3333/a"), "a private computer"),
        (statement(object="http://localhost/a"), "a private computer"),
        (statement(object="http://trafford.example/id/salford/streetlights/1"), "another council"),
        (statement(subject="http://trafford.example/id/salford/streetlights/1"), "another council"),
        (statement(subject="http://trafford.example/id/trafford/parking/1"), "another dataset"),
    ],
)
def test_foreign_address_when_an_address_is_not_its_own_then_blocks(line, why):
    (found,) = found_in("foreign_address", written(*RIGHT, line))
    assert found.blocks
    assert why in found.message


SALFORD_PAGE = statement(object="https://www.salford.gov.uk/open-data")


def test_foreign_address_when_every_page_is_another_councils_then_blocks():
    line = statement(
        predicate="http://xmlns.com/foaf/0.1/page", object="http://www.salford.gov.uk/a"
    )
    (found,) = found_in("foreign_address", written(*RIGHT, line))
    assert (found.blocks, found.column) == (True, "http://xmlns.com/foaf/0.1/page")
    assert "another council's website" in found.message


def test_foreign_address_when_one_page_of_many_is_another_councils_then_warns():
    (found,) = found_in("foreign_address", written(*RIGHT, SALFORD_PAGE))
    assert (found.severity, found.count) == ("warning", 1)


def test_foreign_address_when_the_page_is_the_publishers_own_then_finds_nothing():
    own = statement(object="https://www.trafford.gov.uk/open-data")
    assert found_in("foreign_address", written(*RIGHT, own)) == []


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("http://127.0.0.1:3333/", True), ("http://[::1]/x", True), ("https://intranet/x", True),
        ("http://10.1.2.3/x", True), ("http://admin.local/x", True), ("http://8.8.8.8/", False),
        ("https://www.trafford.gov.uk/", False), ("urn:uuid:1", False), ("http://[bad/", True),
    ],
)  # fmt: skip
def test_is_private_when_asked_then_knows_hosts_that_the_public_cannot_reach(address, private):
    assert is_private(address) is private


@pytest.mark.parametrize(
    "term",
    ["http://purl.org/dc/termstitle", "http://www.w3.org/2000/01/rdf-schema#Comment",
     "http://hub.example/def/streetlights/noSuchTerm", "http://www.w3.org/2004/02/skos/core#altLabel:"],
)  # fmt: skip
def test_unknown_vocabulary_when_a_term_is_undefined_then_blocks_and_names_it(term):
    (found,) = found_in("unknown_vocabulary", written(*RIGHT, statement(predicate=term)))
    assert found.blocks
    assert term in found.message


def test_undescribed_things_when_a_supplier_has_no_name_then_blocks():
    supplier = "http://hub.example/id/supplier/acme"
    (found,) = found_in("undescribed_things", written(*RIGHT, statement(object=supplier)))
    assert (found.blocks, found.count) == (True, 1)
    described = statement(subject=supplier, object='"Acme"')
    assert found_in("undescribed_things", written(statement(object=supplier), described)) == []


def test_dangling_objects_when_a_code_is_none_of_the_list_then_blocks():
    codes = "http://hub.example/def/streetlights/lamp-type/"
    right, wrong = statement(object=f"{codes}led"), statement(object=f"{codes}candle")
    assert found_in("dangling_objects", written(right)) == []
    (found,) = found_in("dangling_objects", written(right, wrong))
    assert "candle" in found.message


def test_dangling_objects_when_a_part_is_described_nowhere_then_blocks():
    (found,) = found_in("dangling_objects", written(statement(object=f"{OWN}#address")))
    assert found.blocks


def test_council_identity_when_the_publisher_has_another_address_then_blocks():
    other = "http://elmbridge.gov.uk/manchester"
    line = statement(predicate="http://purl.org/dc/terms/publisher", object=other)
    (found,) = found_in("council_identity", written(line))
    assert found.blocks
    assert other in found.message


def test_council_identity_when_one_address_is_not_that_of_the_registry_then_warns():
    publisher = replace(LIGHTS.publisher, uri="http://trafford.example/council")
    (found,) = found_in("council_identity", written(*RIGHT), replace(LIGHTS, publisher=publisher))
    assert (found.severity, found.blocks) == ("warning", False)
    assert "opendatacommunities.org" in found.message


def test_council_identity_when_the_homepage_is_linked_then_finds_nothing():
    line = statement(object="https://www.trafford.gov.uk")
    assert found_in("council_identity", written(*RIGHT, line)) == []


def test_read_written_when_tables_are_described_then_reads_terms_and_addresses(tmp_path):
    main, suppliers, quads = (tmp_path / name for name in ("a.csv", "a-supplier.csv", "a.nq"))
    main.write_text("uri,page,supplier_uri\n")
    suppliers.write_text("uri,label\nhttp://s/1,Acme\n")
    quads.write_text(statement(predicate="http://p.org/q"))
    columns = [
        {"name": "page", "propertyUrl": "http://p.org/page", "valueUrl": "{+page}"},
        {"name": "supplier_uri", "propertyUrl": "http://p.org/s", "valueUrl": "{+supplier_uri}"},
        {"name": "type", "virtual": True, "propertyUrl": RDF_TYPE, "valueUrl": "http://p.org/C"},
    ]
    made = read_written(
        quads,
        [(main, {"tableSchema": {"columns": columns}}), (suppliers, {"tableSchema": {}})],
        ReadBack(1, values={"supplier_uri": {"http://s/1", ""}}),
    )
    assert made.classes == {"http://p.org/C"}
    assert {"http://p.org/page", "http://p.org/q"} <= made.predicates
    assert made.objects["supplier_uri"] == {"http://s/1"}
    assert made.undescribed({"http://s/1", "http://s/2"}) == {"http://s/2"}


def of_rows(folder: Path, rows: list[tuple[str, str]], limit: int | None = None) -> Written:
    """Return what is known of a table with the class and a link of each thing, nothing of quads."""
    table, quads = folder / "a.csv", folder / "a.nq"
    base = OWN.rpartition("/")[0]
    lines = [f"{base}/{n},{kind},{link}" for n, (kind, link) in enumerate(rows)]
    table.write_text("\n".join(["uri,kind,link", *lines, ""]))
    quads.write_text("")
    columns = [
        {"name": "uri", "suppressOutput": True},
        {"name": "kind", "propertyUrl": RDF_TYPE, "valueUrl": "http://www.opengis.net/ont/sf#{kind}"},
        {"name": "link", "propertyUrl": "http://purl.org/dc/terms/relation", "valueUrl": "{+link}"},
    ]  # fmt: skip
    description = {"tableSchema": {"columns": columns}}
    wanted = address_columns(description)
    assert set(wanted) == {"kind", "link"}
    found = read_back(table, (), {name: limit or most for name, most in wanted.items()})
    return read_written(quads, [(table, description)], found)


def test_unknown_vocabulary_when_only_a_late_row_has_the_class_then_finds_it(tmp_path):
    made = of_rows(tmp_path, [("Point", "")] * 30_000 + [("Pointt", "")])
    (found,) = found_in("unknown_vocabulary", made)
    assert "sf#Pointt" in found.message


def test_foreign_address_when_only_a_late_row_has_it_then_finds_it(tmp_path):
    made = of_rows(tmp_path, [("", "http://x.org/y")] * 30_000 + [("", "http://127.0.0.1:3333/")])
    (found,) = found_in("foreign_address", made)
    assert (found.column, found.count) == ("link", 1)


def test_foreign_address_when_addresses_are_too_many_to_keep_then_their_places_are_looked_at(
    tmp_path,
):
    rows = [("", f"http://x.org/{n}") for n in range(12_000)]
    foreign = [("", "http://trafford.example/id/stockport/lights/7/part")]
    made = of_rows(tmp_path, rows + foreign, limit=100)
    assert len(made.objects["link"]) < 12_000
    (found,) = found_in("foreign_address", made)
    assert "http://trafford.example/id/stockport/lights" in found.message


def test_foreign_address_when_a_thing_sorts_elsewhere_then_the_ends_tell(tmp_path):
    made = of_rows(tmp_path, [("Point", "")] * 3)
    assert found_in("foreign_address", made) == []
    assert made.subjects == {f"{OWN.rpartition('/')[0]}/{n}" for n in (0, 2)}
    other = replace(NAMES, council="stockport")
    assert found_in("foreign_address", made, names=other)[0].count == 2


def published(shared: Path, id: str) -> Written:
    """Return what GMDSP published, as if this suite had written it."""
    path = shared / "real" / REFERENCES[id]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    is_turtle = path.suffix == ".ttl"
    syntax = pyoxigraph.RdfFormat.TURTLE if is_turtle else pyoxigraph.RdfFormat.RDF_XML
    made = Written()
    quads = pyoxigraph.parse(data, format=syntax, base_iri="http://base.example/")
    made.add_lines(f"{quad} .\n" for quad in quads)
    return made


def gmdsp_names(id: str) -> Names:
    council, dataset = id.split("-")
    return Names(GMDSP, GMDSP, council, {"spend": "expenditure"}.get(dataset, dataset))


@pytest.mark.needs_shared
def test_real_tameside_spend_when_published_then_its_page_is_traffords(shared):
    made, names = published(shared, "tameside-spend"), gmdsp_names("tameside-spend")
    findings = found_in("foreign_address", made, load_crosswalk("tameside-spend"), names)
    (page,) = [one for one in findings if one.column == "http://xmlns.com/foaf/0.1/page"]
    assert page.blocks
    assert "trafford.gov.uk" in page.message


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("id", "column", "count"),
    [
        ("salford-parking", "http://www.w3.org/2006/vcard/ns#hasAddress", 9),
        ("stockport-parking", "http://www.w3.org/ns/locn#address", 0),
        ("manchester-parking", "http://www.w3.org/2006/vcard/ns#hasAddress", 68),
    ],
)
def test_real_parking_when_published_then_addresses_that_lead_nowhere_are_found(
    shared, id, column, count
):
    findings = found_in(
        "dangling_objects", published(shared, id), load_crosswalk(id), gmdsp_names(id)
    )
    assert sum(one.count for one in findings if one.column == column) == count


@pytest.mark.needs_shared
def test_real_tameside_spend_when_published_then_its_title_property_is_undefined(shared):
    made = published(shared, "tameside-spend")
    (found,) = found_in("unknown_vocabulary", made, SPEND, gmdsp_names("tameside-spend"))
    assert "http://purl.org/dc/termsdescription" in found.message
    assert "http://purl.org/dc/termstitle" in made.predicates


def statements(shared: Path, path: str) -> list[tuple[str, str, str]]:
    """Return the statements of a published RDF/XML file as text."""
    file = shared / "real" / path
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    quads = pyoxigraph.parse(
        data, format=pyoxigraph.RdfFormat.RDF_XML, base_iri="http://base.example/"
    )
    return [
        (str(one.subject), str(one.predicate), getattr(one.object, "value", "")) for one in quads
    ]


def pounds(text: str) -> Decimal:
    """Return an amount without its signs."""
    return Decimal(text.translate({ord(sign): "" for sign in "£, "}))


@pytest.mark.needs_shared
def test_real_manchester_spend_when_published_then_totals_and_rows_do_not_balance(shared):
    """£49.6 million came in and £6.1 million went out, and 519 of 3,975 payments were lost."""
    folder = "GMDSP-Linked-Data__RDF-work-in-progress/expenditure/manchester"
    with (shared / "real" / folder / "spendover500.csv").open(
        encoding="cp1252", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    amounts = [
        Decimal(row["Net Amount"].translate({ord(sign): "" for sign in "£, "})) for row in rows
    ]
    made = statements(shared, f"{folder}/spend.rdf.gz")
    amount = "<http://reference.data.gov.uk/def/payment#netAmount>"
    out = [pounds(value) for _, predicate, value in made if predicate == amount]
    payments = {subject for subject, predicate, value in made if value.endswith("#Payment")}
    given = facts(
        SPEND,
        rows_in=len(rows),
        resources_out=len(payments),
        things_out=len(payments),
        total_in={"amount": sum(amounts)},
        total_out={"amount": sum(out)},
        total_dropped={"amount": Decimal(0)},
    )
    (total,) = judge("control_total", given)
    assert "49554036.35 in, 6107226.01 out" in total.message
    assert total.blocks
    (balance,) = judge("row_balance", given)
    assert balance.count == len(rows) - len(payments)
    keys = batch(keys=[str(number) for number in range(len(rows))])
    assert judge("key_balance", given, keys)[0].blocks


@pytest.mark.needs_shared
def test_real_manchester_allotments_when_published_then_their_grid_is_utm(shared):
    made = statements(
        shared, "GMDSP-Linked-Data__RDF-work-in-progress/allotments/manchester/allotments-tmp.rdf"
    )
    places: dict[str, dict[str, str]] = {}
    for subject, predicate, value in made:
        name = predicate.rsplit("/", 1)[-1].rstrip(">")
        if name in ("easting", "northing"):
            places.setdefault(subject, {})[name] = value
    crosswalk = replace(
        load_crosswalk("manchester-allotments"),
        positions=(Position("easting", "northing", "EPSG:27700"),),
    )
    points = [(one["easting"], one["northing"]) for one in places.values()]
    rows = batch(keys=list(places), sources=[[]] * len(points))
    texts = ([x for x, _ in points], [y for _, y in points])
    Locator(crosswalk).locate(rows, [texts])
    (found,) = judge("position_range", facts(crosswalk), rows)
    assert (found.count, found.blocks) == (40, True)
    assert "UTM zone 30N (EPSG:32630)" in found.message
