"""SHACL that follows from a model: good things conform, and every kind of fault is seen."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from harmonise.real_councils import FILES

from ckanext.civic.core.nquads import RDF_TYPE, line
from ckanext.civic.harmonise.models import list_models, parse_model
from ckanext.civic.harmonise.models.shapes import shape_quads

HUB = "http://hub.example"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
MODEL = """
id: benches
version: 1.0.0
title: Benches
description: Seats in public places.
class: Bench
label: "Bench {identifier}"
position: {latitude: latitude, longitude: longitude}
redacted_flag: is_private
parts:
  address: {property: locn:address, type: locn:Address}
fields:
  identifier: {title: Identifier, datatype: string, required: true, property: dcterms:identifier,
    pattern: "B[0-9]+", example: B12, max_length: 5}
  material: {title: Material, datatype: code, list: materials, multiple: true}
  style: {title: Style, datatype: code, list: styles}
  seats: {title: Seats, datatype: integer, minimum: 1, maximum: 20, recommended: true}
  is_private: {title: Private, datatype: boolean, required: true}
  owner: {title: Owner, datatype: string, required_when: {is_private: true, material: oak},
    withheld_when_redacted: false}
  inscription: {title: Inscription, datatype: string, withheld_when_redacted: true}
  maker: {title: Maker, datatype: string,
    link: {property: schema:manufacturer, path: maker, type: org:Organization, unless: is_private}}
  postcode: {title: Postcode, datatype: string, part: address, property: locn:postCode}
  area: {title: Area, datatype: string, pattern: "E[0-9]{8}",
    value_url: "http://statistics.data.gov.uk/id/statistical-geography/{value}"}
  built: {title: Built, datatype: year}
  counted: {title: Counted, datatype: period}
  latitude: {title: Latitude, datatype: decimal, property: geo:lat, minimum: -90, maximum: 90}
  longitude: {title: Longitude, datatype: decimal, property: geo:long}
lists:
  materials: {title: Materials, codes: {oak: {label: Oak}, steel: {label: Steel}}}
  styles: {title: Styles, open: true, codes: {plain: {label: Plain}}}
"""
GOOD = """
@prefix b: <http://hub.example/def/benches/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix geosparql: <http://www.opengis.net/ont/geosparql#> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sf: <http://www.opengis.net/ont/sf#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://a/1> a b:Bench ; rdfs:label "Bench B1" ; dcterms:publisher <http://a> ;
  dcterms:identifier "B1" ;
  b:material <http://hub.example/def/benches/materials/oak>,
    <http://hub.example/def/benches/materials/steel> ;
  b:style <http://a/def/a/benches/styles/ornate> ;
  b:seats 4 ;
  b:isPrivate false ;
  b:inscription "For all" ;
  b:maker "Acme" ; schema:manufacturer <http://hub.example/id/maker/acme> ;
  locn:address <http://a/1#address> ;
  b:area <http://statistics.data.gov.uk/id/statistical-geography/E05000825> ;
  b:built "1999"^^xsd:gYear ;
  b:counted <http://reference.data.gov.uk/id/quarter/2014-Q3> ;
  geo:lat 53.4 ; geo:long -2.2 ; geosparql:hasGeometry <http://a/1#geometry> .
<http://a/1#address> a locn:Address ; locn:postCode "M1 1AA" .
<http://a/1#geometry> a sf:Point ; geosparql:asWKT "POINT(-2.2 53.4)"^^geosparql:wktLiteral .
<http://hub.example/id/maker/acme> a org:Organization .
<http://a/def/a/benches/styles/ornate> a skos:Concept .
"""


def shapes_of(model) -> rdflib.Graph:
    """Return the shapes of a model as a graph."""
    text = "".join(map(line, shape_quads(model, HUB)))
    return rdflib.Graph().parse(data=text, format="nt")


def findings(turtle: str, severity: str = "Violation") -> list[str]:
    """Return the messages of a severity about things of the small model."""
    data = rdflib.Graph().parse(data=turtle, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_of(parse_model(MODEL)))
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(SH.resultSeverity, SH[severity])
    return sorted(str(report.value(one, SH.resultMessage)) for one in results)


def test_shapes_when_made_then_are_valid_shacl():
    shapes = shapes_of(parse_model(MODEL))
    valid, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert valid, text


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_shapes_of_a_model_when_made_twice_then_are_the_same_and_cover_each_field(model):
    made = [list(shape_quads(model, HUB)) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) == len(set(made[0]))
    paths = set(shapes_of(model).objects(None, SH.path))
    for field in model.fields.values():
        iri = rdflib.URIRef(model.property_iri(field, HUB))
        assert (iri in paths) == (field.datatype != "geometry")


def test_thing_when_good_then_conforms():
    assert findings(GOOD) == []
    assert findings(GOOD, "Warning") == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('dcterms:identifier "B1" ;', "", "Identifier: one text, at most 5 characters"),
        ('identifier "B1"', 'identifier "B1", "B2"', "Identifier: one text"),
        ('identifier "B1"', 'identifier "C1"', "of the form B12"),
        ('identifier "B1"', 'identifier "B12345"', "at most 5 characters"),
        ("materials/oak>", "materials/ash>", "code of the list “Materials”"),
        ("<http://a/def/a/benches/styles/ornate> a skos:Concept .", "", "the list “Styles”"),
        ("b:seats 4", "b:seats 0", "from 1 to 20"),
        ("b:seats 4", "b:seats 21", "from 1 to 20"),
        ("b:seats 4", 'b:seats "four"', "whole number"),
        ("b:seats 4", "b:seats 4.5", "whole number"),
        ("b:isPrivate false ;", "", "Private: one true or false"),
        ("b:isPrivate false", "b:isPrivate true", "Inscription is not given where a name is"),
        ("b:isPrivate false", "b:isPrivate true", "Maker is not linked where the name is"),
        ("b:isPrivate false", "b:isPrivate true", "Owner is required when “Private” is true and"),
        (" a org:Organization", " a org:Role", "Maker: at most one, described in the same"),
        ("a locn:Address", "a locn:Geometry", "at most one address, with postcode"),
        ('postCode "M1 1AA"', 'postCode "M1 1AA", "M1 1AB"', "at most one address"),
        ("/E05000825", "/05000825", "Area: at most one text"),
        ('"1999"^^xsd:gYear', '"1999"', "year, as 2014"),
        ("quarter/2014-Q3", "quarter/2014-Q5", "Counted: at most one period"),
        ("geo:lat 53.4", "geo:lat 95.0", "from -90 to 90"),
        ("a sf:Point", "a sf:Polygon", "at most one geometry (Point)"),
        ("^^geosparql:wktLiteral", "", "well-known text"),
        ('rdfs:label "Bench B1" ;', "", "one label"),
        ("dcterms:publisher <http://a> ;", "", "names its publisher"),
        ("dcterms:publisher <http://a> ;", 'dcterms:publisher "A" ;', "names its publisher"),
    ],
)
def test_thing_when_broken_then_the_fault_is_told_in_words(before, after, words):
    assert before in GOOD
    assert any(words in one for one in findings(GOOD.replace(before, after, 1)))


def test_thing_when_a_recommended_value_is_missing_then_is_a_warning_only():
    broken = GOOD.replace("b:seats 4 ;", "")
    assert findings(broken) == []
    assert findings(broken, "Warning") == ["Seats should be given."]


def test_thing_when_one_condition_does_not_hold_then_nothing_is_required():
    private = GOOD.replace("b:isPrivate false", "b:isPrivate true")
    told = findings(private.replace("materials/oak>,", "materials/steel>,"))
    assert not any(one.startswith("Owner") for one in told)


def _things(path: Path, class_iri: str, limit: int) -> rdflib.Graph:
    """Return some things of a file of quads, with all that they lead to."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    is_one = (pyoxigraph.NamedNode(RDF_TYPE[1:-1]), pyoxigraph.NamedNode(class_iri))
    todo = [quad.subject for quad in store.quads_for_pattern(None, *is_one, None)][:limit]
    seen, triples = set(), []
    while todo:
        subject = todo.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for quad in store.quads_for_pattern(subject, None, None, None):
            triples.append(quad.triple)
            if isinstance(quad.object, pyoxigraph.NamedNode):
                todo.append(quad.object)
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_file_when_harmonised_then_its_things_conform(made, name):
    result = made(name)
    data = _things(result.quads, result.model.class_iri(HUB), 150)
    conforms, _, text = pyshacl.validate(
        data, shacl_graph=shapes_of(result.model), allow_warnings=True
    )
    assert conforms, text
    assert len(data) > 50
