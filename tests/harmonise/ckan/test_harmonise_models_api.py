"""The shared models and crosswalks in the action API and on the command line."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.harmonise.cli import civic_harmonise

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def test_model_list_when_called_then_each_model_has_its_address():
    models = {one["id"]: one for one in factories.act("civic_harmonise_model_list", None)}
    assert {"parking", "spend", "streetlights"} <= set(models)
    assert models["parking"]["iri"] == "http://test.civic.example/def/parking"


def test_model_show_when_known_then_it_has_fields_and_code_lists():
    shared = factories.act("civic_harmonise_model_show", None, id="streetlights")
    lamp_type = next(one for one in shared["fields"] if one["name"] == "lamp_type")
    assert (lamp_type["datatype"], lamp_type["list"]) == ("code", "lamp-type")
    codes = {one["id"]: one for one in shared["lists"][0]["codes"]}
    assert codes["led"]["iri"] == "http://test.civic.example/def/streetlights/lamp-type/led"
    label = '<http://www.w3.org/2004/02/skos/core#prefLabel> "LED"@en .'
    assert f"<{codes['led']['iri']}> {label}" in shared["nquads"].splitlines()


def test_model_show_when_known_then_says_what_each_field_expects():
    shared = factories.act("civic_harmonise_model_show", None, id="spend")
    fields = {one["name"]: one for one in shared["fields"]}
    assert fields["amount"]["expects"] == "Amount: one number, in pounds sterling."
    assert fields["purpose"]["recommended"]
    assert fields["supplier_name"]["required_when"] == {"supplier_redacted": ["false"]}
    assert shared["shape"] == "http://test.civic.example/def/spend/shape"
    assert {one["id"]: one["open"] for one in shared["lists"]} == {
        "card-type": False,
        "spend-purpose": True,
    }


@pytest.mark.parametrize("unknown", ["unknown", "../streetlights", ""])
def test_model_show_when_unknown_then_not_found(unknown):
    with pytest.raises((tk.ObjectNotFound, tk.ValidationError)):
        factories.act("civic_harmonise_model_show", None, id=unknown)


def test_crosswalk_list_when_called_then_each_names_its_model():
    by_id = {one["id"]: one for one in factories.act("civic_harmonise_crosswalk_list", None)}
    assert by_id["salford-parking"]["model"] == "parking"


def test_models_command_when_run_then_each_model_is_a_line(cli):
    result = cli.invoke(civic_harmonise, ["models"])
    assert result.exit_code == 0, result.output
    assert "parking  " in result.output


def test_run_command_when_all_then_each_source_is_published_once(cli, source, outputs):
    first = cli.invoke(civic_harmonise, ["run", "--all"])
    assert first.exit_code == 0, first.output
    assert "2 rows in, 2 things out, 0 rows dropped; published" in first.output
    assert len(outputs()) == 3
    second = cli.invoke(civic_harmonise, ["run", source["id"]])
    assert "nothing to change" in second.output


def test_run_command_when_a_file_is_bad_then_it_says_why_and_fails(cli, package, clean_queues):
    factories.uploaded_csv(package, "a,b\n1,2\n", "bad.csv", civic_crosswalk="salford-parking")
    result = cli.invoke(civic_harmonise, ["run", "--all"])
    assert result.exit_code == 1
    assert "bad.csv" in result.output


def test_run_command_when_neither_id_nor_all_then_usage_is_shown(cli):
    assert cli.invoke(civic_harmonise, ["run"]).exit_code == 2


def test_area_outlines_when_called_then_it_is_geojson_with_whose_data_it_is():
    areas = factories.act("civic_harmonise_area_outlines", None)
    names = {feature["properties"]["name"] for feature in areas["features"]}
    assert areas["type"] == "FeatureCollection"
    assert {"Manchester", "Salford", "Trafford"} <= names
    assert "Crown copyright" in areas["attribution"]


def test_council_show_when_the_name_is_in_the_registry_then_it_has_its_area():
    shown = factories.act("civic_harmonise_council_show", None, id="Salford City Council")
    assert (shown["name"], shown["area"]) == ("Salford City Council", "E08000006")
    with pytest.raises(tk.ObjectNotFound):
        factories.act("civic_harmonise_council_show", None, id="Salford Lads")
