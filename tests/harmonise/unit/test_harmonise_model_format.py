"""The format of model files: what it can say, and how its errors name line and key."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.errors import ModelError
from ckanext.civic.harmonise.models import PRESENT, list_models, load_model, parse_model
from ckanext.civic.harmonise.yaml_files import parse_yaml

BASE = "http://hub.example"
BENCHES = """\
id: benches
version: 1.1.0
changes:
  - version: 1.1.0
    what: [Material is a code.]
  - version: 1.0.0
    what: [First version.]
title: Benches
description: Seats in public places.
class: Bench
class_parents: [schema:Place]
label: "Bench {identifier}"
key: [identifier]
parts:
  address: {property: locn:address, type: locn:Address}
geometry: {field: outline, types: [Polygon]}
fields:
  identifier:
    title: Identifier
    datatype: string
    required: true
    pattern: "B[0-9]+"
    max_length: 8
    example: B12
    property: dcterms:identifier
    also_called: [Bench number, Ref]
  material:
    title: Material
    datatype: code
    list: materials
    multiple: true
  inscription:
    title: Inscription
    datatype: string
    required_when: {is_memorial: true, material: "*"}
    sensitive: Names a person who has died, and perhaps the family.
  is_memorial:
    title: Memorial
    datatype: boolean
  seats:
    title: Seats
    datatype: integer
    minimum: 1
    maximum: "20"
    measure: true
  ward:
    title: Ward
    datatype: string
    value_url: "http://statistics.data.gov.uk/id/statistical-geography/{value}"
  placed:
    title: Placed
    datatype: period
  outline:
    title: Outline
    datatype: geometry
lists:
  materials:
    title: Materials
    open: true
    codes:
      wood: {label: Wood, alternatives: [Timber], exact_match: ["http://www.wikidata.org/entity/Q287"]}
      oak: {label: Oak, broader: wood, close_match: [schema:Thing]}
"""


def test_model_when_it_uses_the_whole_format_then_all_of_it_is_there():
    model = parse_model(BENCHES)
    assert [(one.version, one.what) for one in model.changes] == [
        ("1.1.0", ("Material is a code.",)),
        ("1.0.0", ("First version.",)),
    ]
    assert model.key == ("identifier",)
    assert model.uri == "/id/{council}/{model}/{key}"
    identifier, seats = model.fields["identifier"], model.fields["seats"]
    assert (identifier.pattern, identifier.max_length) == ("B[0-9]+", 8)
    assert identifier.also_called == ("Bench number", "Ref")
    assert (seats.minimum, seats.maximum) == ("1", "20")
    assert model.fields["inscription"].required_when == {
        "is_memorial": ("true",),
        "material": (PRESENT,),
    }
    material = model.lists["materials"]
    assert material.is_open
    assert material.codes["wood"].exact_match == ("http://www.wikidata.org/entity/Q287",)
    assert material.codes["oak"].close_match == ("http://schema.org/Thing",)


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("identifier", None),
        ("material", f"{BASE}/def/benches/materials/{{material}}"),
        ("ward", "http://statistics.data.gov.uk/id/statistical-geography/{ward}"),
        ("placed", "http://reference.data.gov.uk/id/{+placed}"),
    ],
)
def test_value_template_when_values_are_resources_then_names_the_field(name, template):
    model = parse_model(BENCHES)
    assert model.value_template(model.fields[name], BASE) == template
    assert model.fields[name].is_resource == (template is not None)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "title: Benches",
            "titel: Benches",
            r"Line 8, at titel: .*no key “titel”.*Did you mean “title”",
        ),
        ("    measure: true", "    mesure: true", r"Line 45, at fields → seats → mesure"),
        (
            "datatype: boolean",
            "datatype: bool",
            r"Line 39, .*is_memorial → datatype: 'bool' is not",
        ),
        ("title: Seats", "title: [Seats]", r"Line 41, at fields → seats → title"),
        ("  seats:", "  seats:\n    title: X", r"line 42: a key occurs twice"),
        ("version: 1.1.0\nc", "version: 1.2.0\nc", r"Line 3, at changes: .* 1.2.0, .* 1.1.0"),
        ("version: 1.0.0", "version: 1.3.0", r"Line 3, at changes: the newest"),
        ("list: materials", "list: stuff", r"Line 30, .*no code list “stuff”"),
        ("key: [identifier]", "key: [id]", r"Line 13, at key: there is no field “id”"),
        ("Bench {identifier}", "Bench {id}", r"Line 12, at label: there is no field “id”"),
        ("is_memorial: true", "memorial: true", r"Line 35, .*no field “memorial”"),
        ('material: "*"', "material: gold", r"Line 35, .*“materials” has no code “gold”"),
        ("broader: wood", "broader: tree", r"Line 62, .*no code “tree”"),
        ("broader: wood", "broader: oak", r"Line 62, .*broader than itself"),
        ("label: Oak", "label: Wood", r"Line 62, .*“wood” has the same label"),
        ("label: Oak", "label: Oak, alternatives: [timber]", r"“timber” means the code “wood”"),
        ("minimum: 1", "minimum: 30", r"Line 44, .*maximum is below the minimum"),
        ("minimum: 1", "minimum: one", r"Line 43, .*“one” is no number"),
        ('"B[0-9]+"', '"B[0-9"', r"Line 22, .*no regular expression"),
        ('"B[0-9]+"', '"^B[0-9]+"', r"Line 22, .*without \^"),
        ("example: B12", "example: C12", r"Line 22, .*“C12” does not match"),
        ("field: outline", "field: seats", r"geometry must name the one field"),
        ("title: Benches", "title: Benches\nuri: /id/{council}/x", r"at uri: .*ends with /{key}"),
        (
            "dcterms:identifier",
            "dcterms:identifer",
            r"DCMI .*no property “identifer”.*Did you mean",
        ),
        ("dcterms:identifier", "dcterms:Agent", r"is no property but a class"),
        ("dcterms:identifier", "dct:identifier", r"Line 25, .*“dct” is no known prefix"),
        ("schema:Place", "schema:Bench", r"Line 11, at class_parents: schema.org defines no class"),
        ("minimum: 1", "unit: unit:SEAT", r"QUDT units defines no unit “SEAT”"),
        (
            "  materials:\n    title: Materials",
            "  seats:\n    title: Materials",
            "alike|no code list",
        ),
    ],
)
def test_model_when_wrong_then_the_error_names_line_and_key(before, after, words):
    assert before in BENCHES
    with pytest.raises(ModelError, match=words):
        parse_model(BENCHES.replace(before, after, 1), "benches.yaml")


def test_load_model_when_a_path_or_a_folder_then_finds_it_there(tmp_path):
    folder = tmp_path / "models"
    folder.mkdir()
    path = folder / "benches.yaml"
    path.write_text(BENCHES)
    assert load_model(path) is load_model(str(path)) is load_model("benches", [tmp_path])
    assert "benches" in [one.id for one in list_models([tmp_path])]
    assert "benches" in [one.id for one in list_models([folder])]
    assert "benches" not in [one.id for one in list_models()]


def test_load_model_when_its_file_changed_then_reads_it_anew(tmp_path):
    path = tmp_path / "benches.yaml"
    path.write_text(BENCHES)
    assert load_model(path).title == "Benches"
    path.write_text(BENCHES.replace("title: Benches", "title: Public benches"))
    assert load_model(path).title == "Public benches"


@pytest.mark.parametrize(
    ("name", "words"),
    [("seats.yaml", "the id is “benches”"), ("parking.yaml", "Two model files")],
)
def test_load_model_when_a_folder_has_a_misnamed_file_then_says_so(tmp_path, name, words):
    (tmp_path / name).write_text(BENCHES)
    with pytest.raises(ModelError, match=words):
        list_models([tmp_path])


def test_load_model_when_there_is_no_such_file_or_folder_then_says_so(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "no.yaml")
    with pytest.raises(ModelError, match="is no folder"):
        list_models([tmp_path / "no"])


def test_yaml_when_a_heading_is_no_or_yes_then_stays_text():
    """Only true and false are truth values, as in YAML 1.2."""
    read = parse_yaml("{a: No, b: yes, c: ON, d: true, e: False, f: 2014-09-30}", "x", ModelError)
    assert read == {"a": "No", "b": "yes", "c": "ON", "d": True, "e": False, "f": "2014-09-30"}
