"""What ckanext-dcat's output gets wrong, looked for in ours through the page.

Spaces in searches, paging, endings, sources, ``produce``, names that stick and values that are no
IRIs have tests beside this file.
"""

from __future__ import annotations

import warnings

import pyshacl
import pytest
import rdflib
from ckan import model

import factories
from ckanext.civic.rdf.validation.shapes import shapes

from .catalogue_documents import DCAT, DCT, one, triples
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

VCARD = "http://www.w3.org/2006/vcard/ns#"


@pytest.fixture
def plain(council):
    """Datasets as a council has them, with plain CKAN's fields."""
    return [
        factories.dataset(
            council,
            name=f"plain-{number}",
            title=f"Plain {number}",
            license_id=("uk-ogl", "cc-by", "notspecified", "")[number % 4],
            maintainer="Open data team",
            maintainer_email="data@a.example",
            tags=[{"name": "roads"}],
            extras=[{"key": "theme", "value": "Transport & roads"}],
            resources=[
                {
                    "name": "file",
                    "url": ("https://a.example/a.csv", "www.example.com", "")[number % 3],
                    "format": ("CSV", "Excel", "strange", "")[number % 4],
                    "mimetype": "text/csv",
                    "size": 12,
                    "hash": "a" * 64,
                    "last_modified": "2020-01-31T10:00:00",
                }
            ],
        )
        for number in range(6)
    ]


@pytest.mark.parametrize("file_name", ["dcat-ap-3.0.1.ttl"])
def test_page_when_datasets_are_plain_then_the_official_shapes_find_no_violation(
    app, plain, file_name
):
    graph = rdflib.Graph().parse(data=app.get("/catalog.ttl").body, format="turtle")

    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes(file_name))

    assert conforms, text


def test_page_when_a_dataset_has_a_licence_then_it_is_stated_and_not_of_an_unknown_type(app, plain):
    found = triples(app.get("/catalog.nt").body, "nt")
    node = f"{SITE}/dataset/{plain[0]['id']}"

    licence = one(found, f"{DCT}license", node)
    file = one(found, f"{DCAT}distribution", node)
    assert "open-government-licence/version/3" in str(licence)
    assert one(found, f"{DCT}license", file) == licence
    assert not any("UnknownIPR" in each[2] for each in found)


def test_page_when_there_is_an_email_address_then_it_is_an_iri(app, plain):
    found = triples(app.get("/catalog.nt").body, "nt")

    addresses = {each[2] for each in found if each[1] == f"<{VCARD}hasEmail>"}
    assert addresses == {"<mailto:data@a.example>"}


def test_page_when_a_file_changed_then_its_own_time_is_told(app, plain):
    update("package_patch", id=plain[0]["id"], notes="the file stays as it is")
    found = triples(app.get("/catalog.nt").body, "nt")

    file = one(found, f"{DCAT}distribution", f"{SITE}/dataset/{plain[0]['id']}")
    assert str(one(found, f"{DCT}modified", file)).startswith("2020-01-31T10:00:00")


def test_page_when_only_something_hidden_changes_then_no_byte_of_it_does(
    app, council, plain, flush
):
    secret = factories.dataset(council, name="secret", private=True)
    flush()
    before = app.get("/catalog.nt")
    model.Session.query(model.Package).filter_by(id=secret["id"]).update(
        {"metadata_modified": "2099-01-01T00:00:00"}
    )
    model.Session.commit()
    update("package_patch", id=secret["id"], notes="changed")
    flush()

    after = app.get("/catalog.nt")

    assert after.body == before.body
    assert after.headers["ETag"] == before.headers["ETag"]
    assert "2099" not in after.body


def test_page_when_it_is_served_then_nothing_deprecated_of_rdflib_is_used(app, plain):
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*ConjunctiveGraph.*")
        for ending in ("ttl", "rdf", "jsonld", "trig"):
            assert app.get(f"/catalog.{ending}").status_code == 200


def test_page_when_it_has_many_datasets_then_its_work_grows_no_faster_than_they_do(app, store):
    """Work is counted in calls of functions, which other programs on the machine do not change."""
    few, many = calls_for(app, 100), calls_for(app, 400)

    assert many < few * 4.5


def calls_for(app, count):
    """Describe and write ``count`` datasets by ckanext-dcat's profile; return the calls."""
    import cProfile
    import pstats

    from ckanext.civic.rdf.pages.writing import written
    from ckanext.civic.rdf.profiles.foreign import dataset_triples

    made = [
        {
            "id": f"00000000-0000-4000-8000-{number:012}",
            "name": f"d-{number}",
            "title": f"Dataset {number}",
            "resources": [
                {
                    "id": f"10000000-0000-4000-8000-{number * 3 + each:012}",
                    "package_id": f"00000000-0000-4000-8000-{number:012}",
                    "url": f"https://a.example/{number}/{each}.csv",
                    "size": 5,
                }
                for each in range(3)
            ],
        }
        for number in range(count)
    ]
    profile = cProfile.Profile()
    with app.flask_app.test_request_context():
        profile.enable()
        said = [dataset_triples(each, SITE, ["euro_dcat_ap_3"]) for each in made]
        assert written(said, "ttl").count(b"a dcat:Dataset") == count
        profile.disable()
    return pstats.Stats(profile).total_calls
