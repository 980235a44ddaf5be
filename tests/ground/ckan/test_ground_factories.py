"""The factories make what authorisation tests of every plugin rely on."""

from __future__ import annotations

import pytest
import requests
from ckan.plugins import toolkit as tk

import factories

pytestmark = pytest.mark.usefixtures("civic_db")

MAY_EDIT = {"editor", "admin", "sysadmin"}


def test_users_of_when_a_council_is_made_then_each_role_may_what_core_says() -> None:
    council = factories.council()
    package = factories.dataset(council)
    allowed = set()
    for role, user in factories.users_of(council).items():
        try:
            factories.act("package_patch", user, id=package["id"], notes=role)
        except tk.NotAuthorized:
            continue
        allowed.add(role)
    assert allowed == MAY_EDIT


def test_uploaded_csv_when_added_then_the_file_and_its_hash_are_stored(app) -> None:
    package = factories.dataset(factories.council())
    resource = factories.uploaded_csv(package)
    assert resource["size"] == len(factories.LAMPS_CSV)
    answer = app.get(f"/dataset/{package['id']}/resource/{resource['id']}/download/lamps.csv")
    assert answer.body == factories.LAMPS_CSV


def test_civic_db_when_the_next_test_starts_then_nothing_is_left() -> None:
    assert factories.act("package_list", None) == []
    assert factories.act("organization_list", None) == []


def test_quad_store_when_asked_for_then_is_real_and_empty(quad_store: str) -> None:
    answer = requests.get(
        f"{quad_store}/query",
        params={"query": "ASK { GRAPH ?g { ?s ?p ?o } }"},
        headers={"Accept": "application/sparql-results+json"},
        timeout=10,
    )
    assert answer.json()["boolean"] is False
