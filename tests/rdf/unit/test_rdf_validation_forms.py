"""Where a finding is mended: plain words first, and the id of the very field."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ckanext.civic.rdf import validation
from ckanext.civic.rdf.validation import Finding, Severity
from ckanext.civic.rdf.validation.finding import Place
from ckanext.civic.rdf.validation.forms import form_path
from ckanext.civic.rdf.validation.results import Result

WORDS = yaml.safe_load(Path(validation.__file__).with_name("words.yaml").read_text("utf-8"))
CUSTOM = [
    known
    for kind in WORDS["kinds"]
    for known in (kind.get("properties") or {}).values()
    if known.get("label") == "Custom fields"
]


def finding(field: str, place: Place = Place.DATASET, resource_id: str = "") -> Finding:
    result = Result("http://e.example/a", "", "", "", True, "", ())
    return Finding(Severity.VIOLATION, "", "", place, field, "", "", resource_id, result)


@pytest.mark.parametrize("known", CUSTOM, ids=lambda known: known["field"])
def test_words_when_a_custom_field_is_needed_then_say_what_first_and_the_field_after(known):
    plain, _, exact = known["mend"].partition(". ")
    assert "_" not in plain and "“" not in plain and "field" not in plain
    assert f"“{known['field']}”" in exact


@pytest.mark.parametrize(
    ("extras", "anchor"),
    [
        (None, "field-extras-1-key"),
        ([], "field-extras-0-key"),
        (["a"], "field-extras-2-key"),
        (["a", "b"], "field-extras-2-key"),
        (["a", "b", "c", "d"], "field-extras-4-key"),
        (["a", "frequency"], "field-extras-2-value"),
        (["frequency", "z"], "field-extras-1-value"),
    ],
)
def test_form_when_the_field_is_a_custom_one_then_leads_to_it_or_to_an_empty_one(extras, anchor):
    path = form_path(finding("frequency"), "lamps", extras=extras)
    assert path == f"/dataset/edit/lamps#{anchor}"


@pytest.mark.parametrize(
    ("field", "place", "path"),
    [
        ("license_id", Place.DATASET, "/dataset/edit/lamps#field-license"),
        ("url", Place.DATASET, "/dataset/edit/lamps#field-url"),
        ("url", Place.RESOURCE, "/dataset/lamps/resource/r1/edit#field-resource-url"),
        ("hash", Place.RESOURCE, "/dataset/lamps/resource/r1/edit"),
        ("groups", Place.DATASET, "/dataset/groups/lamps"),
        ("title", Place.ORGANIZATION, "/organization/edit/salford#field-name"),
        ("ckan.site_title", Place.PORTAL, ""),
        ("", Place.DATASET, ""),
    ],
)
def test_form_when_it_has_the_field_then_leads_to_its_id(field, place, path):
    assert form_path(finding(field, place, "r1"), "lamps", "salford") == path
