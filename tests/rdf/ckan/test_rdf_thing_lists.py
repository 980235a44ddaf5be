"""Lists of things: what tells one from another, and where pages of codes lead."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import factories

from .conftest import SITE, add_rows
from .thing_rows import GRAPH, HUB, WHOLE_LAMP, XSD, nquads

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckanext.civic.harmonise.vocabulary_base", SITE),
]

PAGE = {"Accept": "text/html"}
MANCHESTER = "https://opendatacommunities.org/id/metropolitan-district-council/manchester"
ROWS = f"""
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix payment: <http://reference.data.gov.uk/def/payment#> .
    @prefix schema: <http://schema.org/> .
    @prefix dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .
    @prefix cube: <{SITE}/def/cube/> .
    <{SITE}/id/manchester/spend/1> a <{SITE}/def/spend/Payment> ; rdfs:label "Payment" ;
        payment:payee <{SITE}/id/supplier/acme> ; payment:netAmount 1200.5 ;
        dct:publisher <{MANCHESTER}> .
    <{SITE}/id/manchester/spend/2> a <{SITE}/def/spend/Payment> ; rdfs:label "Payment" ;
        payment:payee <{SITE}/id/supplier/acme> ; payment:netAmount 70 ;
        dct:publisher <{MANCHESTER}> .
    <{SITE}/id/supplier/acme> a <http://www.w3.org/ns/org#Organization> ; rdfs:label "Acme" .
    <{SITE}/id/manchester/cube/pop/1> a cube:Observation ; rdfs:label "count of population" ;
        a <http://purl.org/linked-data/cube#Observation> ;
        dimension:refArea <http://statistics.data.gov.uk/id/statistical-geography/E08000009> ;
        dimension:refPeriod <http://reference.data.gov.uk/id/year/2013> ;
        cube:age <{SITE}/def/cube/ages/87> ; cube:sex <{SITE}/def/cube/sexes/total> ;
        <http://purl.org/linked-data/sdmx/2009/measure#obsValue> 120 .
    <{SITE}/id/manchester/grants/1> a <{SITE}/def/grants/Grant> ; rdfs:label "A grant" ;
        schema:currency "GBP" ; schema:amount 1200.5 ; dct:issued "2014-09-05"^^<{XSD}date> .
"""


@pytest.fixture
def rows(council, flush):
    dataset = factories.dataset(council, name="lamps", title="All sorts", license_id="uk-ogl")
    add_rows(dataset, nquads(WHOLE_LAMP.replace(HUB, SITE) + ROWS, GRAPH))
    flush()


def page(app, path, **options):
    return BeautifulSoup(app.get(path, headers=PAGE, **options).body, "html.parser")


def text(found):
    return " ".join(found.get_text("").split())


def test_list_when_names_are_the_same_then_amount_council_and_local_id_tell_them_apart(app, rows):
    found = page(app, "/doc/supplier/acme")
    assert text(found.select_one("h3")) == "2 payments"
    items = {text(item) for item in found.find("h2", string="Used by").find_next("ul").select("li")}
    assert items == {
        "Payment (1), £1,200.50, Manchester City Council",
        "Payment (2), £70, Manchester City Council",
    }
    listed = page(app, "/doc/manchester/spend")
    assert text(listed.select_one("[data-civic] li")) == "Payment (1), £1,200.50"
    assert text(page(app, "/doc/supplier").h1) == "Suppliers"


def test_list_when_it_has_figures_then_their_dimensions_name_them(app, rows):
    items = [text(item) for item in page(app, "/graph/manchester/lamps").select("[data-civic] li")]
    assert "Trafford, 2013, age 87, Figure 120" in items
    assert "A grant, £1,200.50, 5 September 2014" in items


def test_code_when_things_have_it_then_its_page_counts_and_leads_to_them(app, rows):
    led = page(app, "/def/streetlights/lamp-type/led")
    counted, all_of_it = led.select("[data-civic=rdf-uses] a")
    assert text(counted) == "1 streetlight has this"
    assert "Street light 1" in text(page(app, counted["href"]))
    assert text(page(app, all_of_it["href"]).h1) == "LED"


def test_graph_when_it_is_of_a_model_then_it_says_which(app, rows):
    assert text(page(app, "/graph/def/spend").h1).startswith("Spend")
