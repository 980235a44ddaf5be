"""Rows of things as harmonise publishes them, small enough to read."""

from __future__ import annotations

import pyoxigraph

from .conftest import LABEL, SITE, TYPE

HUB = "http://hub.example"
GRAPH = f"{SITE}/graph/manchester/lamps"
XSD = "http://www.w3.org/2001/XMLSchema#"
PAYEE = "<http://reference.data.gov.uk/def/payment#payee>"
LAMP = f"{SITE}/id/manchester/streetlights/1"


def nquads(turtle: str, graph: str = GRAPH) -> str:
    """Return Turtle as N-Quads of one graph."""
    name = pyoxigraph.NamedNode(graph)
    return "".join(
        f"{quad.subject} {quad.predicate} {quad.object} {name} .\n"
        for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    )


WHOLE_LAMP = f"""
    @prefix d: <{HUB}/def/streetlights/> .
    @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
    @prefix os: <http://data.ordnancesurvey.co.uk/ontology/spatialrelations/> .
    @prefix gsp: <http://www.opengis.net/ont/geosparql#> .
    @prefix locn: <http://www.w3.org/ns/locn#> .
    <{LAMP}> a d:Streetlight ;
        <http://www.w3.org/2000/01/rdf-schema#label> "Street light 1, Abbey Gardens" ;
        <http://purl.org/dc/terms/identifier> "1" ;
        d:lampType <{HUB}/def/streetlights/lamp-type/led> ;
        d:wattage "70"^^<{XSD}decimal> ;
        d:installed "2014-09-05"^^<{XSD}date> ;
        geo:lat 53.453023 ; geo:long -2.015941 ;
        os:easting 399038.8 ; os:northing 395140.72 ;
        gsp:hasGeometry <{LAMP}#geometry> ;
        locn:address <{LAMP}#address> ;
        <http://purl.org/dc/terms/publisher>
            <https://opendatacommunities.org/id/metropolitan-district-council/manchester> .
    <{LAMP}#geometry> a <http://www.opengis.net/ont/sf#Point> ;
        gsp:asWKT "POINT(-2.015941 53.453023)"^^gsp:wktLiteral .
    <{LAMP}#address> a locn:Address ; locn:thoroughfare "Abbey Gardens" .
"""


def payments(count: int, graph: str, supplier: str, first: int = 0) -> str:
    """Return payments to a supplier, as N-Quads."""
    kind = f"<{HUB}/def/spend/Payment>"
    lines = []
    for number in range(first, first + count):
        thing = f"<{SITE}/id/manchester/spend/{number}>"
        lines.append(f"{thing} {TYPE} {kind} <{graph}> .\n")
        lines.append(f'{thing} {LABEL} "Payment {number}" <{graph}> .\n')
        lines.append(f"{thing} {PAYEE} <{supplier}> <{graph}> .\n")
    return "".join(lines)
