"""From an uploaded file to a saved crosswalk and a published result, as people do it."""

from __future__ import annotations

import pytest
from harmonise.browser.address import ADDRESS
from harmonise.car_parks import CAR_PARKS, CHURCH_STREET, HEADER
from harmonise.car_parks import OUTPUT_KINDS as MADE

import factories
from fixtures.browser import new_violations

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise"),
    pytest.mark.ckan_config("ckan.site_url", ADDRESS),
    pytest.mark.usefixtures("civic_db"),
]

STEPS = ("model", "columns", "codes", "preview", "checks", "save")


@pytest.fixture
def file(council, clean_queues):
    dataset = factories.dataset(council, name="car-parks", title="Car parks")
    return factories.uploaded_csv(dataset, CAR_PARKS, "parking.csv")


def work_off_the_queue() -> None:
    """Do what the portal's worker does."""
    from ckan.plugins import toolkit as tk

    for job in tk.get_job_queue().jobs:
        job.func(**job.kwargs)


def published() -> list[str]:
    dataset = factories.act("package_show", None, id="car-parks")
    return [one["civic_output"] for one in dataset["resources"] if one.get("civic_output")]


def tab_to(page, selector: str, most: int = 120) -> None:
    """Press Tab until the element has the focus: nothing else may be needed to get there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", f"[data-civic] {selector}"):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def press(page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("[data-civic]").count(), page.content()[:500]


def walk(page, file) -> None:
    """Go through all steps with the keyboard alone."""
    page.goto(f"{ADDRESS}/dataset/car-parks/harmonise")
    press(page, f"#file-{file['id']} a.btn-primary")
    press(page, ".list-group a[href$='/model']")
    tab_to(page, "input[name=begin]:checked")
    press(page, "button.btn-primary")
    assert page.url.endswith("/columns")
    tab_to(page, "[id='source.location']")
    page.keyboard.type("Address")
    press(page, "button[value=go]")
    assert page.url.endswith("/codes")
    press(page, "button[value=go]")
    assert page.url.endswith("/preview")
    press(page, ".civic-file-actions a.btn-primary")
    press(page, "button.btn-primary")
    assert "This file can be published" in page.inner_text("[data-civic]")
    press(page, ".civic-file-actions a.btn-primary")
    tab_to(page, "#note")
    page.keyboard.type("walked with the keyboard")
    press(page, "button[value=publish]")
    assert "version 1" in page.inner_text("[data-civic]")
    work_off_the_queue()
    assert published() == MADE


def test_walk_when_there_is_only_a_keyboard_then_the_file_is_published(page, sign_in, file):
    sign_in(page)
    walk(page, file)
    row = page.request.get(f"{ADDRESS}/api/3/action/package_show?id=car-parks").json()["result"]
    assert row["resources"][0]["civic_crosswalk"] == "salford-parking-2"


def test_walk_when_scripts_are_off_then_the_file_is_published_all_the_same(
    page_without_scripts, sign_in, file
):
    sign_in(page_without_scripts)
    page = page_without_scripts
    base = f"{ADDRESS}/dataset/car-parks/harmonise/{file['id']}"
    page.goto(f"{base}/model")
    page.click("button[type=submit].btn-primary >> text=Continue")
    page.select_option("[id='source.location']", "Address")
    page.click("text=Save and continue")
    page.click("text=Save and continue")
    page.click("text=Continue to the checks")
    page.click("text=Check the whole file")
    assert "This file can be published" in page.inner_text("[data-civic]")
    page.goto(f"{base}/save")
    page.click("text=Save and publish")
    work_off_the_queue()
    assert published() == MADE


def test_column_when_chosen_then_its_values_appear_and_the_focus_stays(page, sign_in, file):
    sign_in(page)
    base = f"{ADDRESS}/dataset/car-parks/harmonise/{file['id']}"
    page.goto(f"{base}/model")
    page.click("text=Continue")
    page.wait_for_load_state()  # only then does the page hear the choice
    page.focus("[id='source.location']")
    page.select_option("[id='source.location']", "Postcode")
    page.wait_for_selector("#shown-location >> text=M3 5AL")
    assert page.evaluate("document.activeElement.id") == "source.location"


def test_steps_when_looked_at_with_axe_then_nothing_is_new_and_nothing_is_wider_than_core(
    page, sign_in, file, axe, screenshot
):
    sign_in(page)
    page.goto(f"{ADDRESS}/dataset/car-parks")
    core = axe(page)
    base = f"{ADDRESS}/dataset/car-parks/harmonise/{file['id']}"
    page.goto(f"{base}/model")
    page.click("text=Continue")
    page.goto(f"{base}/checks")
    page.click("text=Check the whole file")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{ADDRESS}/about")
    narrow = page.evaluate("document.documentElement.scrollWidth")
    for step in ("", *STEPS, "history", "runs", "gone", "upload", "fields/address"):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{base}/{step}")
        assert page.evaluate("document.documentElement.scrollWidth") <= narrow, step
        page.set_viewport_size({"width": 1280, "height": 900})
        assert axe(page, "[data-civic]") == {}, step
        assert new_violations(axe(page), core) == {}, step


def test_columns_when_something_is_wrong_then_axe_finds_nothing_and_the_error_leads_to_its_field(
    page, sign_in, file, axe
):
    sign_in(page)
    base = f"{ADDRESS}/dataset/car-parks/harmonise/{file['id']}"
    page.goto(f"{base}/model")
    page.click("text=Continue")
    page.wait_for_load_state()
    page.select_option("[id='source.name']", "")
    page.select_option("[id='position.1.crs']", "")
    page.click("text=Save and continue")
    page.wait_for_selector("[role=alert]")
    assert axe(page, "[data-civic]") == {}
    link = page.locator("[role=alert] a[href='#position.1.crs']")
    assert link.evaluate("a => getComputedStyle(a).textDecorationLine") == "underline"
    link.click()
    assert page.evaluate("document.activeElement.id") == "position.1.crs"


@pytest.fixture
def waiting(file):
    """The file, published once and replaced by one that lacks all that was published."""
    import io

    from ckan.plugins import toolkit as tk
    from werkzeug.datastructures import FileStorage

    user, text = factories.site_user(), HEADER + CHURCH_STREET.replace("Church Street,", "New,")
    factories.act("resource_patch", user, id=file["id"], civic_crosswalk="salford-parking")
    factories.act("civic_harmonise_resource_run", user, id=file["id"])
    upload = FileStorage(io.BytesIO(text.encode()), "parking.csv")
    factories.act("resource_patch", user, id=file["id"], upload=upload)
    with pytest.raises(tk.ValidationError):
        factories.act("civic_harmonise_resource_run", user, id=file["id"])
    return file


def test_gone_when_each_file_is_a_new_period_then_it_is_said_by_keyboard_and_published(
    page, sign_in, waiting, axe
):
    sign_in(page)
    page.goto(f"{ADDRESS}/dataset/car-parks/harmonise/{waiting['id']}/gone")
    assert axe(page, "[data-civic]") == {}
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    press(page, "button.btn-primary")
    work_off_the_queue()
    page.reload()
    assert "Things described" in page.inner_text("[data-civic]")
    page.goto(f"{ADDRESS}/dataset/car-parks/harmonise/{waiting['id']}")
    assert "Each file is a new period" in page.inner_text("[data-civic]")
