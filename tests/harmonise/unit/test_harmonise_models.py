"""Shared models and crosswalks as data: what may be in them, and how errors are told."""

from __future__ import annotations

import json

import pyoxigraph
import pytest

from ckanext.civic.core.nquads import is_iri, line
from ckanext.civic.harmonise.crosswalks import list_crosswalks, load_crosswalk, parse_crosswalk
from ckanext.civic.harmonise.crosswalks.crosswalk import Publisher
from ckanext.civic.harmonise.errors import CrosswalkError, ModelError
from ckanext.civic.harmonise.mapping.names import Names
from ckanext.civic.harmonise.models import list_models, load_model
from ckanext.civic.harmonise.models.vocabulary import vocabulary_quads
from ckanext.civic.harmonise.writers import canonical_columns, csvw_metadata, main_table

BASE = "http://hub.example"
MINIMAL = """
id: x
model: parking
title: X
publisher: {name: X, uri: "https://example.org/x"}
key: {columns: [Name], form: slug}
fields:
  identifier: Name
  name: Name
"""


def test_models_when_listed_then_are_the_shipped_ones():
    ids = [model.id for model in list_models()]
    assert ids == sorted(ids)
    assert set(ids) >= {
        "allotments", "grants", "grit-bins", "land", "libraries", "parking", "planning",
        "premises-licences", "public-toilets", "recycling", "senior-salaries", "spend",
        "streetlights",
    }  # fmt: skip


def test_crosswalks_when_listed_then_all_are_valid():
    ids = [one.id for one in list_crosswalks()]
    assert ids == sorted(ids)
    assert set(ids) >= {"manchester-spend", "stockport-streetlights", "tameside-streetlights"}
    assert {one.model.id for one in list_crosswalks("spend")} == {"spend"}


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_model_when_loaded_then_its_parts_refer_to_one_another(model):
    for field in model.fields.values():
        assert (field.datatype == "code") == (field.code_list in model.lists)
        assert field.part is None or field.part in model.parts
        assert is_iri(model.property_iri(field, BASE))
    assert set(model.position.values()) <= set(model.fields)
    terms = [model.property_iri(field, BASE) for field in model.fields.values()]
    assert len(set(terms)) == len(terms)


# “Category” alone is either the indicator of a statistic or a part of it: its neighbours decide
AMBIGUOUS = {"cube": {"category"}}


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_model_when_its_headings_are_read_then_none_means_two_fields(model):
    meant: dict[str, set[str]] = {}
    for field in model.fields.values():
        for heading in (field.name, field.title, *field.also_called):
            meant.setdefault(heading.casefold().replace(" ", "_"), set()).add(field.name)
    unclear = {heading for heading, fields in meant.items() if len(fields) > 1}
    assert unclear == AMBIGUOUS.get(model.id, set())


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_list_when_its_words_are_read_then_none_means_two_codes(model):
    for code_list in model.lists.values():
        meant: dict[str, set[str]] = {}
        for code in code_list.codes.values():
            for word in (code.label, *code.alternatives):
                meant.setdefault(word.casefold(), set()).add(code.id)
        assert not {word for word, codes in meant.items() if len(codes) > 1}


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_vocabulary_when_made_then_every_term_of_the_model_is_defined(model):
    text = "".join(map(line, vocabulary_quads(model, BASE)))
    quads = list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_QUADS))
    defined = {quad.subject.value for quad in quads}
    assert model.class_iri(BASE) in defined
    for field in model.fields.values():
        reused = field.predicate or field.datatype == "geometry"  # that is geosparql:asWKT
        assert reused or model.property_iri(field, BASE) in defined
    for code_list in model.lists.values():
        for code in code_list.codes:
            assert model.code_iri(code_list.id, code, BASE) in defined
    assert {quad.graph_name.value for quad in quads} == {f"{BASE}/def/{model.id}"}
    assert len(quads) == len(set(quads))
    assert text == "".join(map(line, vocabulary_quads(model, BASE)))


def test_vocabulary_when_a_lamp_type_is_narrower_then_says_so():
    text = "".join(map(line, vocabulary_quads(load_model("streetlights"), BASE)))
    lamp = f"<{BASE}/def/streetlights/lamp-type"
    broader = "<http://www.w3.org/2004/02/skos/core#broader>"
    assert f"{lamp}/ceramic-metal-halide> {broader} {lamp}/metal-halide>" in text
    assert (
        f'{lamp}/high-pressure-sodium> <http://www.w3.org/2004/02/skos/core#altLabel> "SON-T"@en'
        in text
    )


def test_load_model_when_unknown_then_lists_the_known():
    with pytest.raises(ModelError, match=r"Known: .*parking, .*spend, .*streetlights"):
        load_model("trees")


def test_load_crosswalk_when_unknown_then_lists_the_known():
    with pytest.raises(CrosswalkError, match="manchester-parking"):
        load_crosswalk("bury-parking")


def test_load_crosswalk_when_a_path_then_reads_it(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(MINIMAL)
    assert load_crosswalk(path).id == load_crosswalk(str(path)).id == "x"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("model: parking", "model: trees", "no shared model"),
        ("title: X", "titel: X", "'title' is a required property|titel"),
        ("title: X", "title: X\ntitle: Y", "occurs twice"),
        ("title: X", "title: [", "no valid YAML in line"),
        ("  name: Name", "  nam: Name", "no field “nam”"),
        ("  name: Name", "  spaces: Name", "which column holds the Name"),
        ("  name: Name", "  name: {column: Name, steps: [shout]}", "no step “shout”"),
        ("  name: Name", "  name: {column: Name, constant: x}", "fields → name"),
        (
            "  name: Name",
            "  name: Name\n  charging: {column: A, codes: {barter: [x]}}",
            "no code “barter”",
        ),
        ("  name: Name", "  name: Name\nignore: {Name: twice}", "both mapped and ignored"),
        ("https://example.org/x", "example", "no absolute IRI"),
        (
            "  name: Name",
            "  name: Name\nredaction: {column: Name, values: [x]}",
            "no place for a redaction",
        ),
    ],
)
def test_parse_crosswalk_when_wrong_then_says_where_and_what(before, after, words):
    with pytest.raises((CrosswalkError, ModelError), match=words):
        parse_crosswalk(MINIMAL.replace(before, after), "mine.yaml")


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_csvw_when_made_then_describes_each_column_of_the_table(model):
    publisher = Publisher("A", "http://a.example/council")
    names = Names("http://a.example", BASE, "a", "b")
    metadata = csvw_metadata([main_table(model, publisher, names, "a file.csv")])
    columns = metadata["tableSchema"]["columns"]
    real = [one["name"] for one in columns if not one.get("virtual")]
    assert real == [one.name for one in canonical_columns(model, names)]
    assert len(set(real)) == len(real)
    assert metadata["url"] == "a%20file.csv"
    shown = [one for one in columns if not one.get("suppressOutput")]
    assert all(is_iri(one["propertyUrl"]) for one in shown)
    json.dumps(metadata, allow_nan=False)
