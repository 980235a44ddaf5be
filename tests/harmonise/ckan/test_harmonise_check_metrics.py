"""``/def/checks``: what the published measurements of quality mean."""

from __future__ import annotations

import pyoxigraph
import pytest
from bs4 import BeautifulSoup

from ckanext.civic.harmonise.checks import catalogue

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

BASE = "http://test.civic.example/def/checks"


def test_def_checks_when_a_person_asks_then_every_check_is_a_row(app):
    page = BeautifulSoup(
        app.get("/def/checks", headers={"Accept": "text/html"}).body, "html.parser"
    )
    assert {code.text for code in page.select("td code")} == set(catalogue())


def test_def_checks_when_a_program_asks_then_metrics_are_described(app):
    answer = app.get("/def/checks.ttl")
    found = {
        quad.subject.value
        for quad in pyoxigraph.parse(answer.data, format=pyoxigraph.RdfFormat.TURTLE)
        if str(quad.object) == "<http://www.w3.org/ns/dqv#Metric>"
    }
    assert found == {f"{BASE}/{id}" for id in (*catalogue(), "published_share")}


@pytest.mark.parametrize("term", ["row_balance", "accuracy", "published_share"])
def test_def_checks_when_a_metric_or_dimension_is_asked_for_then_it_is_described(app, term):
    answer = app.get(f"/def/checks/{term}", headers={"Accept": "text/turtle"})
    subjects = {
        quad.subject.value
        for quad in pyoxigraph.parse(answer.data, format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert subjects == {f"{BASE}/{term}"}


def test_def_checks_when_a_check_is_unknown_then_not_found(app):
    assert app.get("/def/checks/no-such-check", status=404)
