"""A dataset that does not say what and where it is about: what the portal knows of it is said."""

from __future__ import annotations

import pytest
from ckan.tests.factories import Sysadmin

import factories
from ckanext.civic.rdf.logic.catching_up import describe_everything
from ckanext.civic.rdf.logic.descriptions import current
from ckanext.civic.rdf.logic.facts import told_by

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf"),
    pytest.mark.usefixtures("civic_db", "clean_queues"),
]

THEME = "<http://www.w3.org/ns/dcat#theme>"
PLACE = "<http://purl.org/dc/terms/spatial>"
AREAS = "http://statistics.data.gov.uk/id/statistical-geography"


@pytest.fixture
def lamps():
    council = factories.council(name="salford", title="Salford City Council")
    return factories.dataset(council, name="lamps", title="Lamps")


def said_of(dataset: dict) -> str:
    """Return the description as it is once everything that waits was described."""
    assert describe_everything() == []
    return current([dataset["id"]])[dataset["id"]].nquads.decode()


def test_facts_when_a_file_follows_a_model_then_its_theme_is_said_until_another_is_named():
    council = factories.council(name="salford", title="Salford City Council")
    lights = {"url": "http://e.example/l.csv", "name": "L", "civic_model": "streetlights"}
    dataset = factories.dataset(council, name="lamps", title="Lamps", resources=[lights])
    said = said_of(dataset)
    assert f"{THEME} <http://publications.europa.eu/resource/authority/data-theme/TRAN> " in said
    assert said.count(THEME) == 1

    theme = [{"key": "theme", "value": "ENER"}]
    factories.act("package_patch", Sysadmin()["name"], id=dataset["id"], extras=theme)
    said = said_of(dataset)
    assert "data-theme/ENER> " in said
    assert "data-theme/TRAN> " not in said


def test_facts_when_the_publisher_is_a_council_then_its_area_is_said_until_another_is_named(lamps):
    assert f"{PLACE} <{AREAS}/E08000006> " in said_of(lamps)

    place = [{"key": "spatial_uri", "value": "E05000825"}]
    factories.act("package_patch", Sysadmin()["name"], id=lamps["id"], extras=place)
    said = said_of(lamps)
    assert f"{PLACE} <{AREAS}/E05000825> " in said
    assert "E08000006" not in said


def test_facts_when_the_publisher_is_in_no_registry_then_no_place_is_said():
    body = factories.council(name="salford", title="Salford Lads")
    assert PLACE not in said_of(factories.dataset(body, name="boxing", title="Boxing"))


def test_told_by_when_models_have_themes_then_they_are_part_of_what_is_told():
    rules = dict(told_by())
    assert rules["civic_harmonise_model_list"]["streetlights"] == "TRAN"
