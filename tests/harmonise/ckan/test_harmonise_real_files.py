"""Real council files, from upload to published outputs."""

from __future__ import annotations

import pytest

import factories

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

LIGHTS = "GMDSP-Linked-Data__StreetLighting/streetlights/trafford/streetlights_sample.csv"
PAYMENTS = "GMDSP-Linked-Data__Expenditure/expenditure/manchester/Manchester_September_2014.csv"


def run(organization, file, crosswalk):
    package = factories.dataset(organization)
    resource = factories.uploaded_csv(
        package, file.read_bytes(), file.name, civic_crosswalk=crosswalk
    )
    return factories.act("civic_harmonise_resource_run", factories.site_user(), id=resource["id"])


def test_run_when_the_file_is_traffords_street_lights_then_none_vanishes(
    council, shared, clean_queues
):
    report = run(council, shared / "real" / LIGHTS, "trafford-streetlights")
    assert (report["rows_in"], report["resources_out"]) == (1923, 1923)


def test_run_when_the_file_is_manchesters_payments_then_the_total_is_kept_to_the_penny(
    council, shared, clean_queues
):
    report = run(council, shared / "real" / PAYMENTS, "manchester-spend")
    assert (report["rows_in"], report["resources_out"]) == (3584, 3584)
    sums = report["totals"]["amount"]
    assert sums["in"] == sums["out"] == "67993711.65"


def test_page_when_a_real_file_was_run_then_totals_are_shown(council, shared, clean_queues, app):
    report = run(council, shared / "real" / PAYMENTS, "manchester-spend")
    headers = {"Authorization": factories.token_of(factories.users_of(council)["editor"])}
    page = app.get(f"/dataset/{report['package_id']}/harmonise", headers=headers)
    assert "67993711.65" in page.body
