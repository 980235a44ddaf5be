"""Descriptions against the official shapes: alone or in a crowd, and in the words of the forms."""

from __future__ import annotations

import pyshacl
import pytest
import rdflib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import dataset_quads
from ckanext.civic.rdf.validation import Severity, Subject, checked, findings, profile_named
from ckanext.civic.rdf.validation.shapes import FOLDER, PROFILES, shapes

from .test_rdf_mapping import DATASET, SITE

DCAT_AP = profile_named("civic_dcat_ap")
UK = profile_named("civic_uk")
DCT = "http://purl.org/dc/terms/"
TITLE = f"<{DCT}title>"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
OFFICIAL = {
    "dcat-ap-3.0.1.ttl": "dcat-ap-3.0.1_shacl_dcat-ap-SHACL.ttl",
    "dcat-ap-3.0.1-recommended.ttl": "dcat-ap-3.0.1_html_shacl_shapes_recommended.ttl",
    "dcat-ap-hvd-3.0.0.ttl": "dcat-ap-3.0.0-hvd_shacl_hvd-SHACL.ttl",
}


def lines(name: str, **fields: object) -> list[str]:
    """Return a dataset's description as lines of N-Triples."""
    quads = dataset_quads({**DATASET, "id": name, "name": name, **fields}, SITE)
    return list(nquads.lines((*quad[:3], "") for quad in quads))


def subject(name: str, text: list[str] | None = None) -> Subject:
    return Subject(name, "".join(text if text is not None else lines(name)).encode())


def node(name: str) -> str:
    return f"<{SITE.url}/dataset/{name}>"


def without(name: str, predicate: str) -> list[str]:
    """Return a description that says nothing with ``predicate`` of the dataset itself."""
    return [line for line in lines(name) if not line.startswith(f"{node(name)} {predicate} ")]


def test_checked_when_a_description_is_whole_then_nothing_is_found() -> None:
    found = checked([subject("a"), subject("b")], DCAT_AP)
    assert found == {"a": [], "b": []}


def test_checked_when_the_title_is_missing_then_says_so_of_that_one_alone() -> None:
    found = checked([subject("a"), subject("b", without("b", TITLE)), subject("c")], DCAT_AP)
    assert found["a"] == found["c"] == []
    assert [(each.path, each.constraint, each.focus) for each in found["b"]] == [
        (f"{DCT}title", "MinCount", f"{SITE.url}/dataset/b")
    ]


def test_checked_when_one_lends_another_a_class_then_the_lack_is_still_found() -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    document = f"<{DCT}LicenseDocument>"
    poor = [line for line in lines("poor") if not line.endswith(f" {kind} {document} .\n")]
    assert len(poor) < len(lines("poor"))

    found = checked([subject("rich"), subject("poor", poor)], DCAT_AP)

    assert found["rich"] == []
    assert {each.constraint for each in found["poor"]} == {"Class"}


def test_checked_when_two_contradict_each_other_then_neither_is_wrong_alone() -> None:
    period = "<http://a.example/period>"
    start = "<http://www.w3.org/ns/dcat#startDate>"
    extra = [
        f"{period} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{DCT}PeriodOfTime> .\n",
    ]
    first = [*lines("a"), *extra, f'{period} {start} "2024-01-01"^^<{nquads.XSD}date> .\n']
    second = [*lines("b"), *extra, f'{period} {start} "2025-01-01"^^<{nquads.XSD}date> .\n']
    assert checked([subject("a", first), subject("b", second)], DCAT_AP) == {"a": [], "b": []}


@settings(max_examples=10, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_checked_when_lines_are_missing_then_a_crowd_gives_what_each_gives_alone(data) -> None:
    subjects = []
    for name in "abc":
        whole = lines(name)
        gone = data.draw(st.sets(st.integers(0, len(whole) - 1), max_size=4))
        subjects.append(subject(name, [line for n, line in enumerate(whole) if n not in gone]))
    together = checked(subjects, DCAT_AP)
    alone = {each.key: checked([each], DCAT_AP)[each.key] for each in subjects}
    assert together == alone


def test_checked_when_it_has_no_hvd_category_then_those_shapes_do_not_hold() -> None:
    category = (
        f"{node('a')} <http://data.europa.eu/r5r/hvdCategory> <http://data.europa.eu/bna/c_x> .\n"
    )
    found = checked([subject("a", [*lines("a"), category]), subject("b")], DCAT_AP)
    assert f"{'http://data.europa.eu/r5r/'}applicableLegislation" in {
        each.path for each in found["a"]
    }
    assert found["b"] == []


def test_checked_when_recommended_is_asked_for_then_it_is_no_violation() -> None:
    plain = subject("a", without("a", "<http://www.w3.org/ns/dcat#keyword>"))
    found = checked([plain], DCAT_AP, with_recommended=True)["a"]
    assert not any(each.is_violation for each in found)
    assert "http://www.w3.org/ns/dcat#keyword" in {each.path for each in found}


def test_checked_when_the_profile_is_the_uk_one_then_its_slots_are_required() -> None:
    missing = {each.path.rpartition("/")[2] for each in checked([subject("a")], UK)["a"]}
    assert {"creator", "securityClassification", "accessRights"} <= missing


def test_findings_when_a_title_is_missing_then_name_the_field_and_what_to_do() -> None:
    results = checked([subject("a", without("a", TITLE))], DCAT_AP)["a"]
    (finding,) = findings(results, {})
    assert finding.severity is Severity.VIOLATION
    assert finding.sentence == "The dataset has no title."
    assert (finding.field, finding.label, finding.advice) == ("title", "Title", "Give it a title.")


def test_findings_when_it_is_about_a_file_then_name_the_file() -> None:
    access = "<http://www.w3.org/ns/dcat#accessURL>"
    text = [line for line in lines("a") if f" {access} " not in line]
    found = findings(checked([subject("a", text)], DCAT_AP)["a"], {"r1": "Lamps in June"})
    assert ("Lamps in June", "r1", "url") in {(f.about, f.resource_id, f.field) for f in found}


def test_findings_when_many_files_lack_one_field_of_the_dataset_then_it_is_said_once() -> None:
    resources = [{"id": f"r{n}", "url": f"http://e.example/{n}.csv"} for n in range(5)]
    text = lines("a", resources=resources, license_id="", license_url="")
    found = findings(checked([subject("a", text)], DCAT_AP, with_recommended=True)["a"], {})
    assert [each.field for each in found].count("license_id") == 1
    assert [each.field for each in found].count("description") == 5


def test_findings_when_a_value_is_hostile_or_long_then_it_is_shown_as_text_and_cut() -> None:
    text = [
        *without("a", TITLE),
        f"{node('a')} {TITLE} <http://e.example/{'x' * 500}> .\n",
    ]
    (finding,) = findings(checked([subject("a", text)], DCAT_AP)["a"], {})
    assert finding.sentence.startswith("The title of the dataset")
    assert len(finding.sentence) < 250


def test_findings_when_the_portal_wrote_it_then_send_to_the_administrator() -> None:
    modified = [line for line in lines("a") if "#record>" not in line or "modified" not in line]
    (finding,) = findings(checked([subject("a", modified)], DCAT_AP)["a"], {})
    assert finding.place.value == "portal"
    assert "administrator" in finding.advice


@pytest.mark.parametrize("name", sorted({p.required for p in PROFILES.values()} | set(OFFICIAL)))
def test_shapes_when_read_then_a_processor_runs_them(name: str) -> None:
    assert len(shapes(name)) > 20
    conforms, _, _ = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(name))
    assert conforms


@pytest.mark.parametrize(("ours", "official"), OFFICIAL.items())
def test_shapes_when_compared_with_the_official_ones_then_are_them(shared, ours, official) -> None:
    assert (FOLDER / ours).read_bytes() == (shared / "shapes" / official).read_bytes()


def test_words_when_a_dataset_or_file_lacks_what_is_required_then_have_a_field_for_it() -> None:
    graph = shapes("dcat-ap-3.0.1.ttl")
    for name in ("Dataset", "Distribution", "DataService"):
        for shape in graph.subjects(
            SH.targetClass, rdflib.URIRef(f"http://www.w3.org/ns/dcat#{name}")
        ):
            for each in graph.objects(shape, SH.property):
                if graph.value(each, SH.minCount) is None:
                    continue
                path = str(graph.value(each, SH.path))
                bare = [f"<urn:x> <{rdflib.RDF.type}> <http://www.w3.org/ns/dcat#{name}> .\n"]
                found = findings(checked([subject("x", bare)], DCAT_AP)["x"], {})
                mine = [f for f in found if f.result.path == path]
                assert mine and all(f.field for f in mine), path
