"""The map as any page can use it: over a list, with many places, without other hosts."""

from __future__ import annotations

import json

import pytest
from rdf.browser.address import ADDRESS

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckan.site_url", ADDRESS),
]

PLACES = [
    {"lat": 53.48, "lon": -2.24, "label": "<b>Depot</b>", "href": "/doc/x", "group": "a"},
    {"lat": 53.49, "lon": -2.25, "label": "Yard", "href": "javascript:alert(1)", "group": "b"},
    {"lat": "north", "lon": 0, "label": "Nowhere"},
]


def draw(page, live, points, attributes: str = "") -> None:
    """Put the map's markup into a page of the portal, as its snippet writes it."""
    page.goto(f"{live}/about")
    page.evaluate(
        """([points, attributes]) => {
            const holder = document.createElement("div");
            holder.innerHTML = `<div data-civic-map data-label="Depots" data-list
                data-outlines-url="/sparql/ui/outlines.geojson" ${attributes}>
                <p id="own">List</p></div>`;
            holder.firstChild.dataset.points = points;
            document.querySelector("main, [role=main], #content").append(holder);
            for (const [tag, values] of [["link", {rel: "stylesheet", href: "/civic-rdf/map.css"}],
                                         ["script", {type: "module", src: "/civic-rdf/map.js"}]])
                document.body.append(Object.assign(document.createElement(tag), values));
        }""",
        [json.dumps(points), attributes],
    )
    page.wait_for_selector(".civic-map canvas")


def test_map_when_places_are_given_then_draws_them_over_the_outlines_and_keeps_the_list(
    page, live, store, axe
):
    outside = []
    page.on("request", lambda r: r.url.startswith((live, "data:")) or outside.append(r.url))
    with page.expect_response("**/outlines.geojson") as answer:
        draw(page, live, PLACES)
    assert len(answer.value.json()["features"]) == 10
    assert page.is_visible("#own")
    assert "2 places on the map" in page.inner_text("[data-civic-map]")
    page.wait_for_selector(".civic-map-area >> text=Manchester")
    assert axe(page, "[data-civic-map]") == {}
    assert outside == []


def test_map_when_values_are_hostile_then_they_are_text_and_no_links(page, live, store):
    draw(page, live, PLACES)
    page.click("[data-civic-map] summary")
    page.wait_for_selector(".civic-map-list a")  # the list is made when it is opened
    assert page.locator(".civic-map-list a").all_inner_texts() == ["<b>Depot</b>"]
    assert page.locator(".civic-map-list b").count() == 0


def test_map_when_there_are_20000_places_then_it_is_drawn_soon_and_moves(page, live, store):
    points = [
        {"lat": 53.3 + i % 200 / 1000, "lon": -2.4 + i // 200 / 500, "label": f"Lamp {i}"}
        for i in range(20_000)
    ]
    draw(page, live, points)
    longest = page.evaluate(
        """async () => {
            const map = document.querySelector(".civic-map");
            let longest = 0;
            map.focus();
            for (let i = 0; i < 5; i += 1) {
                const started = performance.now();
                map.dispatchEvent(new KeyboardEvent("keydown", {keyCode: 39, bubbles: true}));
                await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0));
                longest = Math.max(longest, performance.now() - started);
            }
            return longest;
        }"""
    )
    assert "20,000 places on the map" in page.inner_text("[data-civic-map]")
    assert longest < 2000  # milliseconds that a key press may hold the page up, on a busy machine


def test_map_when_the_operator_names_tiles_then_they_are_asked_for_with_their_attribution(
    page, live, store
):
    asked = []
    page.route(
        "https://tiles.example/**", lambda route: (asked.append(route.request.url), route.abort())
    )
    draw(
        page,
        live,
        PLACES,
        'data-tiles-url="https://tiles.example/{z}/{x}/{y}.png"'
        ' data-tiles-attribution="&lt;i&gt;Maps"',
    )
    page.wait_for_timeout(300)
    assert asked
    assert "<i>Maps" in page.inner_text(".leaflet-control-attribution")


def test_map_when_there_is_one_place_then_begins_near_it_and_shows_where_that_is(
    page, live, store, axe, screenshot
):
    draw(page, live, PLACES[:1])
    page.wait_for_selector(".civic-map-overview path, .civic-map-overview canvas")
    scale = page.inner_text(".leaflet-control-scale-line >> nth=0")
    assert scale.endswith(" m") and int(scale.split()[0]) <= 500
    assert page.is_visible(".civic-map-overview")
    assert page.locator(".civic-map-overview [tabindex], .civic-map-overview a").count() == 0
    assert axe(page, "[data-civic-map]") == {}
    screenshot(page, "rdf-map-one")
    page.focus(".civic-map")
    for _ in range(4):
        page.keyboard.press("-")
        page.wait_for_timeout(400)
    page.wait_for_selector(".civic-map-overview", state="hidden")
