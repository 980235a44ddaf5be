"""The tab «Linked data»: what each reader is shown, and that nothing leads nowhere."""

from __future__ import annotations

import html
from typing import Any

import pytest
from bs4 import BeautifulSoup

import factories
from ckanext.civic.rdf.logic.descriptions import settle

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

TAB = "/dataset/lamps/linked-data"
HOSTILE = "<script>alert(1)</script>\u202e & co"


@pytest.fixture
def dataset(council) -> dict[str, Any]:
    made = factories.dataset(
        council,
        name="lamps",
        title="Street lamps",
        resources=[{"url": f"http://e.example/{n}", "name": f"{HOSTILE} {n}"} for n in range(7)],
    )
    settle(made["id"])
    return made


def shown(app, user: str | None = None) -> BeautifulSoup:
    headers = {"Authorization": factories.token_of(user)} if user else {}
    answer = app.get(TAB, headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.body, "html.parser")


def test_tab_when_a_stranger_reads_it_then_is_told_nothing_of_what_to_mend(app, dataset):
    page = shown(app)
    assert page.select_one("[data-civic=rdf-linked-data]")
    assert not page.select_one("[data-civic=rdf-to-mend]")


def test_tab_when_an_editor_reads_it_then_says_what_to_mend_and_links_to_the_field(
    app, council, dataset
):
    part = shown(app, factories.users_of(council)["editor"]).select_one("[data-civic=rdf-to-mend]")
    assert part is not None
    text = part.get_text(" ", strip=True)
    assert "Nothing to mend" in text
    assert "The dataset has no keyword." in text
    links = {link["href"] for link in part.select("a")}
    assert "/dataset/edit/lamps#field-tags" in links
    assert "Show" in part.select_one("details summary").get_text()  # seven files lack a description
    assert "SHACL" not in text and "triple" not in text.lower()


def test_tab_when_a_file_has_a_hostile_name_then_it_is_text(app, council, dataset):
    editor = factories.users_of(council)["editor"]
    part = shown(app, editor).select_one("[data-civic=rdf-to-mend]")
    assert part is not None and not part.select("script")
    assert html.escape("<script>") in str(part)


def test_tab_when_the_dataset_is_public_then_each_link_of_ours_leads_somewhere(app, dataset):
    part = shown(app).select_one("[data-civic=rdf-linked-data]")
    links = {link["href"] for link in part.select("a")}
    for ending in ("ttl", "jsonld", "rdf", "nt", "nq", "trig"):
        assert f"/dataset/lamps.{ending}" in links
    assert {"/rdf/feed", "/rdf/catalog.nq.gz"} <= links
    for link in sorted(links):
        assert app.get(link, headers={"Accept": "*/*"}).status_code == 200, link


def test_tab_when_the_dataset_is_private_then_offers_nothing_and_still_says_what_to_mend(
    app, council, dataset
):
    factories.act("package_patch", factories.site_user(), id="lamps", private=True)
    page = shown(app, factories.users_of(council)["editor"])
    part = page.select_one("[data-civic=rdf-linked-data]")
    assert "Not public" in part.get_text()
    assert "Nothing to mend" in part.get_text()
    assert not any(".ttl" in link["href"] for link in part.select("a"))
    assert app.get(TAB, status=None).status_code in (403, 404)


def test_tab_when_all_that_is_recommended_is_there_then_says_so(app, council):
    factories.dataset(
        council,
        name="lamps",
        title="Street lamps",
        notes="Where they are.",
        license_id="uk-ogl",
        maintainer="Street team",
        maintainer_email="streets@council.example",
        tags=[{"name": "lamps"}],
        extras=[
            {"key": "theme", "value": "TRAN"},
            {"key": "spatial_uri", "value": "http://statistics.data.gov.uk/id/x/E08000003"},
            {"key": "temporal_start", "value": "2025-01-01"},
            {"key": "temporal_end", "value": "2025-12-31"},
        ],
        resources=[
            {
                "url": "http://e.example/lamps.csv",
                "format": "CSV",
                "name": "Lamps",
                "description": "One row each.",
            }
        ],
    )
    part = shown(app, factories.site_user()).select_one("[data-civic=rdf-to-mend]")
    assert "All that is recommended is there, too." in part.get_text(), part.get_text()
