"""The settings file of a portal."""

from __future__ import annotations

import configparser
import re

import pytest

from ckanext.civic.portal.settings_file import PLUGINS, TEMPLATE, render, texts


@pytest.fixture
def values():
    names = set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text(encoding="utf-8")))
    return {**dict.fromkeys(names, "x"), **texts("Salford City Council", "council", "http://hub")}


def options(text):
    parser = configparser.ConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    return dict(parser["app:main"])


def test_render_when_a_value_has_percent_signs_then_ckan_reads_it_unchanged(values):
    url = "postgresql://u:p%40@/db?host=/a%20b"
    found = options(render({**values, "database_url": url}))
    assert found["sqlalchemy.url"] == url


def test_render_when_a_value_has_dollar_signs_then_they_stay(values):
    assert options(render({**values, "solr_password": "a${b}$"}))["solr_password"] == "a${b}$"


def test_render_when_a_value_has_a_line_break_then_refused(values):
    with pytest.raises(ValueError, match="title has a line break"):
        render({**values, "title": "A\nckan.plugins = evil"})


def test_render_when_a_value_is_missing_then_refused(values):
    del values["plugins"]
    with pytest.raises(KeyError, match="plugins"):
        render(values)


def test_render_when_a_value_is_empty_then_its_line_is_left_out(values):
    found = options(render({**values, "solr_user": "", "solr_password": ""}))
    assert "solr_user" not in found
    assert "solr_password" not in found


def test_render_when_given_then_visitors_cannot_register_or_make_organisations(values):
    found = options(render({**values, "plugins": PLUGINS}))
    assert found["ckan.plugins"].split() == [
        *("civic_gate", "civic_harmonise", "civic_rdf", "civic_sync", "civic_certificate"),
        *("dcat", "text_view", "image_view"),
    ]
    for option in ("create_user_via_web", "create_user_via_api", "user_create_organizations"):
        assert found[f"ckan.auth.{option}"] == "false"


def test_render_when_given_then_cookies_have_the_portals_own_names(values):
    found = options(render({**values, "name": "salford"}))
    assert found["SESSION_COOKIE_NAME"] == "civic_salford"
    assert found["REMEMBER_COOKIE_NAME"] == "civic_salford_remember"
    assert found["ckan.site_id"] == "civic_salford"


def test_texts_when_council_then_home_page_names_it(values):
    found = options(render(values))
    assert found["ckan.site_title"] == "Salford City Council"
    assert "Salford City Council" in found["ckan.site_intro_text"]
