"""``?profiles=…`` and ``ckan dcat produce``: other profiles, without ckanext-dcat's defects."""

from __future__ import annotations

import json
import time

import pytest
import rdflib

import factories
from ckanext.civic.rdf.logic import described_by, mapped

from .catalogue_documents import DCAT, DCT, FORMATS, crawl, datasets, one, triples
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

DCAT_AP_3 = "profiles=euro_dcat_ap_3"
HAS_PART = f"<{DCT}hasPart>"


@pytest.fixture
def lamps(council):
    """A dataset with what trips ckanext-dcat: a control character, addresses that are none."""
    return factories.dataset(
        council,
        name="lamps",
        title="Street\x0b lamps <&> \u202e",
        url="www.example.com",
        maintainer="Open data team",
        maintainer_email="data@a.example",
        extras=[
            {"key": "theme", "value": "Transport & roads"},
            {"key": "temporal_start", "value": "2020-01-31"},
            {"key": "spatial", "value": '{"type": "Point", "coordinates": [-2.2, 53.4]}'},
        ],
        resources=[{"url": "not an address", "format": "CSV", "size": 5, "hash": "a" * 64}],
    )


@pytest.mark.parametrize("profile", ["civic_dcat_ap", "euro_dcat_ap_3", "euro_dcat_ap_2"])
def test_profile_when_it_is_named_then_every_syntax_parses_alike_each_time(app, lamps, profile):
    for path in ("/catalog", "/dataset/lamps"):
        sizes = set()
        for ending in FORMATS:
            address = f"{path}.{ending}?profiles={profile}"
            answer = app.get(address)
            assert answer.body == app.get(address).body, address
            found = triples(answer.body, ending)
            assert datasets(found) == {lamps["id"]}
            sizes.add(len(found))
            assert answer.headers["ETag"] == app.get(address).headers["ETag"]
        assert len(sizes) == 1


def test_profile_when_a_value_is_no_address_then_it_never_becomes_an_iri(app, lamps):
    for profile in ("civic_dcat_ap", "euro_dcat_ap_3"):
        for path in ("/catalog.nt", "/dataset/lamps.nt"):
            for each in triples(app.get(f"{path}?profiles={profile}").body, "nt"):
                for term in each:
                    assert not term.startswith(("<Transport", "<www", "<not", f"<{SITE}/www"))


def test_profile_when_a_text_has_control_characters_then_xml_is_well_formed(app, lamps):
    for profile in ("civic_dcat_ap", "euro_dcat_ap_3"):
        graph = rdflib.Graph().parse(
            data=app.get(f"/catalog.xml?profiles={profile}").body, format="xml"
        )
        titles = [str(title) for title in graph.objects(None, rdflib.DCTERMS.title)]
        assert any(title.startswith("Street lamps <&>") for title in titles)


def test_profile_when_a_search_is_paged_then_links_are_iris_and_keep_it(
    app, council, lamps, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "1")
    factories.dataset(council, name="other", title="Other street lamps")

    pages = crawl(app, f"/catalog.ttl?q=street%20lamps&{DCAT_AP_3}")

    assert len(pages) == 2
    app.get(f"/catalog.ttl?{DCAT_AP_3}&page=9", status=404)


def test_profile_when_files_have_sizes_then_each_is_stated_once(app, council):
    files = [{"url": f"https://a.example/{n}", "size": n + 1} for n in range(3)]
    for number in range(4):
        factories.dataset(council, name=f"d-{number}", resources=files)

    found = triples(app.get(f"/catalog.nt?{DCAT_AP_3}").body, "nt")

    sizes = [each for each in found if each[1] == f"<{DCAT}byteSize>"]
    assert len(sizes) == 12


def test_profile_when_it_is_of_the_uk_then_it_is_another_description(app, lamps, flush):
    flush()
    answer = app.get("/catalog.nt?profiles=civic_uk")

    assert datasets(triples(answer.body, "nt")) == {lamps["id"]}
    assert answer.headers["ETag"] != app.get("/catalog.nt").headers["ETag"]


def test_profiles_when_all_are_ours_then_each_statement_of_both_is_there_once(
    app, lamps, flush, monkeypatch
):
    flush()
    monkeypatch.setattr(described_by, "dataset_triples", None)  # ckanext-dcat's is not asked
    monkeypatch.setattr(described_by, "catalog_triples", None)

    def lines(address, profiles):
        found = app.get(f"{address}.nt?profiles={profiles}").body.splitlines()
        return [line for line in found if "hydra" not in line and "/catalog.nt?" not in line]

    for address in ("/catalog", "/dataset/lamps"):
        uk, ap = lines(address, "civic_uk"), lines(address, "civic_dcat_ap")
        for names in ("civic_dcat_ap,civic_uk", "civic_uk,civic_dcat_ap,civic_uk"):
            both = lines(address, names)
            assert set(both) == {*uk, *ap}, (address, names)
            assert len(both) == len(set(both))
    assert set(uk) - set(ap) and set(ap) - set(uk)


@pytest.mark.parametrize("change", ["summary", "private", "organization"])
def test_profile_of_the_uk_when_something_changed_then_what_was_kept_is_not_said(
    app, council, lamps, flush, monkeypatch, change
):
    flush()
    before = app.get("/catalog.nt?profiles=civic_uk").body
    with monkeypatch.context() as kept:
        kept.setattr(mapped, "visible_dataset", None)  # CKAN is not asked again
        assert app.get("/catalog.nt?profiles=civic_uk").body == before
    if change == "organization":
        update("organization_patch", id=council["id"], title="Greater Manchester")
    else:
        new = {"summary": "In short"} if change == "summary" else None
        extras = [{"key": key, "value": value} for key, value in (new or {}).items()]
        update("package_patch", id="lamps", **({"extras": extras} if new else {"private": True}))

    for _ in range(2):
        after = app.get("/catalog.nt?profiles=civic_uk").body
        assert ("In short" in after) == (change == "summary")
        assert ("Greater" in after) == (change == "organization")
        assert (lamps["id"] in after) == (change != "private")
        flush()


def test_profile_when_the_settings_name_another_then_it_is_served(
    app, lamps, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.dcat.rdf.profiles", "euro_dcat_ap_3")

    without = app.get("/dataset/lamps.ttl").body

    assert without == app.get(f"/dataset/lamps.ttl?{DCAT_AP_3}").body
    assert without != app.get("/dataset/lamps.ttl?profiles=civic_dcat_ap").body


def harvested(council, number, **extras):
    """Make a dataset that was harvested from a catalogue."""
    said = {"homepage": "https://source.example/", "title": "Source", **extras}
    listed = [{"key": f"source_catalog_{key}", "value": value} for key, value in said.items()]
    return factories.dataset(council, name=f"harvested-{number}", extras=listed)


@pytest.mark.parametrize("described", [True, False])
def test_sources_when_they_are_shown_then_each_dataset_is_linked_from_its_own(
    app, council, store, ckan_config, monkeypatch, flush, described
):
    monkeypatch.setitem(ckan_config, "ckanext.dcat.expose_subcatalogs", "true")
    publisher = json.dumps({"name": "Their council", "url": "https://their.example/"})
    ids = {harvested(council, n, publisher=publisher)["id"] for n in range(3)}
    ids |= {harvested(council, 7, homepage="https://b.example/", publisher="{broken")["id"]}
    if described:
        flush()

    for profile in ("civic_dcat_ap", "euro_dcat_ap_3"):
        found = triples(app.get(f"/catalog.nt?profiles={profile}").body, "nt")
        sources = {value for about, said, value in found if said == HAS_PART}
        assert sources == {"<https://source.example/>", "<https://b.example/>"}, profile
        linked = {
            each[2][1:-1].rsplit("/", 1)[-1]
            for each in found
            if each[0] in sources and each[1] == f"<{DCAT}dataset>"
        }
        assert linked == ids, profile
        publishers = {
            each[2]
            for each in found
            if each[:2] == ("<https://source.example/>", f"<{DCT}publisher>")
        }
        assert len(publishers) == 1


def test_sources_when_they_are_not_to_be_shown_then_they_are_not(app, council, store):
    harvested(council, 1)

    found = triples(app.get("/catalog.ttl").body)
    assert not any(each[1] == HAS_PART for each in found)


@pytest.mark.parametrize("profile", ["civic_dcat_ap", "euro_dcat_ap_3"])
def test_produce_when_there_are_many_then_they_are_one_document(
    cli, council, lamps, tmp_path, profile
):
    listed = [lamps, *(factories.dataset(council, name=f"d-{n}") for n in range(2))]
    file = tmp_path / "datasets.json"
    file.write_text(json.dumps(listed))

    for name, ending in (
        ("ttl", "ttl"),
        ("turtle", "ttl"),
        ("xml", "xml"),
        ("jsonld", "jsonld"),
        ("nt", "nt"),
        ("trig", "trig"),
    ):
        out = tmp_path / f"out.{ending}"
        done = run(cli, "produce", file, "-f", name, "-p", profile, "-o", str(out))
        assert not done.exit_code, done.output
        found = triples(out.read_bytes(), ending)
        assert datasets(found) == {each["id"] for each in listed}
        assert out.read_bytes().count(b"Street lamps") == 1


def test_produce_when_one_cannot_be_described_then_the_others_are_written(cli, lamps, tmp_path):
    bad = {"id": "x", "name": "x", "extras": [{"key": "civic_origin", "value": "no address"}]}
    file, out = tmp_path / "datasets.json", tmp_path / "out.nt"
    file.write_text(json.dumps([bad, lamps]))

    done = run(cli, "produce", file, "-f", "nt", "-o", str(out))

    assert done.exit_code == 1
    assert "Dataset x" in done.output
    assert datasets(triples(out.read_bytes(), "nt")) == {lamps["id"]}


@pytest.mark.parametrize("text", ["{", "3", "[{}]", '["a"]', "[" * 100_000])
def test_produce_when_the_input_is_no_dataset_then_it_says_so(cli, store, tmp_path, text):
    file = tmp_path / "datasets.json"
    file.write_text(text)

    done = run(cli, "produce", file)

    assert done.exit_code == 1
    assert "Error: The input" in done.output


def run(cli, command, file, *options):
    """Run ``ckan dcat`` on a file."""
    from ckanext.dcat.cli import dcat

    return cli.invoke(dcat, [command, str(file), *options])


def test_organization_when_it_is_renamed_then_other_profiles_say_so_too(app, council, lamps):
    assert "Manchester City Council" in app.get(f"/catalog.ttl?{DCAT_AP_3}").body
    time.sleep(0.01)
    update("organization_patch", id=council["id"], title="Greater Manchester")

    found = triples(app.get(f"/catalog.ttl?{DCAT_AP_3}").body)

    assert one(found, "http://xmlns.com/foaf/0.1/name") == "Greater Manchester"
