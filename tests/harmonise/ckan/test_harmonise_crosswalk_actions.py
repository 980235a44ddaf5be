"""The actions on crosswalks, runs and quality, by each kind of caller."""

from __future__ import annotations

import pytest
import yaml
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CAR_PARKS, CHURCH_STREET, HEADER

import factories
from ckanext.civic.harmonise.model import Run

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

MAY_EDIT = {"editor", "admin", "sysadmin"}


@pytest.fixture
def users(council):
    return factories.users_of(council)


@pytest.fixture
def content():
    """The text of a crosswalk of the product under an id of the council's own."""
    text = factories.act("civic_harmonise_crosswalk_show", None, id="salford-parking")["content"]
    return text.replace("id: salford-parking", "id: our-parking")


def allowed(users, action, **data):
    """Return the roles whose call of ``action`` is not refused."""
    roles = set()
    for role, user in users.items():
        try:
            factories.act(action, user, **data)
        except tk.NotAuthorized:
            continue
        except tk.ValidationError:
            pass  # allowed, and too late
        roles.add(role)
    return roles


def save(user, source, content, **more):
    return factories.act(
        "civic_harmonise_crosswalk_save", user, resource=source["id"], content=content, **more
    )


@pytest.mark.parametrize("action", ["guess", "preview", "check", "gone"])
def test_resource_actions_when_called_by_each_role_then_only_who_may_edit_may(
    source, users, action
):
    assert allowed(users, f"civic_harmonise_resource_{action}", id=source["id"]) == MAY_EDIT


def test_saving_when_called_by_each_role_then_only_who_may_edit_may(source, users, content):
    data = {"resource": source["id"], "content": content}
    assert allowed(users, "civic_harmonise_crosswalk_save", **data) == MAY_EDIT


def test_saved_crosswalks_when_asked_for_by_each_role_then_only_its_council_sees_them(
    source, users, package, content
):
    save(users["editor"], source, content)
    for action in ("show", "history"):
        name = f"civic_harmonise_crosswalk_{action}"
        assert allowed(users, name, id="our-parking") == MAY_EDIT
    assert allowed(users, "civic_harmonise_crosswalk_list", dataset=package["id"]) == MAY_EDIT
    everyone = set(factories.ROLES)
    assert allowed(users, "civic_harmonise_crosswalk_show", id="salford-parking") == everyone
    listed = factories.act("civic_harmonise_crosswalk_list", None)
    assert "our-parking" not in {one["id"] for one in listed}


def test_runs_when_asked_for_by_each_role_then_only_who_may_edit_sees_them(source, run, users):
    run()
    assert allowed(users, "civic_harmonise_run_list", id=source["id"]) == MAY_EDIT
    run_id = Run.last_finished(source["id"]).id
    assert allowed(users, "civic_harmonise_report_download", id=run_id) == MAY_EDIT
    assert allowed(users, "civic_harmonise_run_restore", id=run_id) == MAY_EDIT


def test_quality_when_the_dataset_is_public_then_everyone_reads_the_measurements(
    source, run, package, users
):
    run()
    assert allowed(users, "civic_harmonise_quality_show", id=package["id"]) == set(factories.ROLES)
    answer = factories.act("civic_harmonise_quality_show", None, id=package["id"], iri="http://a/d")
    subject = f"<http://a/d/resource/{source['id']}>"
    assert f"{subject} <http://www.w3.org/ns/dqv#hasQualityMeasurement> " in answer["nquads"]
    assert answer == factories.act(
        "civic_harmonise_quality_show", None, id=package["id"], iri="http://a/d"
    )


def test_guess_when_asked_then_names_the_model_and_says_why(source, users):
    found = factories.act("civic_harmonise_resource_guess", users["editor"], id=source["id"])
    assert found["model"] == "parking"
    name = next(one for one in found["columns"] if one["column"] == "Name")
    assert name["field"] == "name" and name["reason"]


def test_preview_when_asked_then_shows_things_and_stores_nothing(source, users, outputs):
    found = factories.act("civic_harmonise_resource_preview", users["editor"], id=source["id"])
    assert (len(found["rows"]), found["rows_read"], found["rows_total"]) == (2, 2, 2)
    assert outputs() == {}


def test_crosswalk_when_saved_then_the_file_uses_it_and_the_run_knows_the_version(
    source, users, content, run, dataset
):
    kept = save(users["editor"], source, content, note="ours")
    assert (kept["id"], kept["version"], kept["note"]) == ("our-parking", 1, "ours")
    assert dataset()["resources"][0]["civic_crosswalk"] == "our-parking"
    report = run()
    assert (report["crosswalk"], report["crosswalk_version"]) == ("our-parking", 1)
    changed = content.replace("location: Location", "location: Address")
    assert save(users["editor"], source, changed, version=1)["version"] == 2
    assert run()["crosswalk_version"] == 2


def test_crosswalk_when_saved_over_a_newer_version_then_it_is_refused(source, users, content):
    save(users["editor"], source, content)
    changed = content.replace("location: Location", "location: Address")
    with pytest.raises(tk.ValidationError, match="saved in the meantime"):
        save(users["admin"], source, changed)


def test_crosswalk_when_another_council_names_it_then_it_is_unknown_to_them(
    source, users, content, run, clean_queues
):
    save(users["editor"], source, content)
    other = factories.dataset(factories.council(), name="theirs")
    file = factories.uploaded_csv(other, CAR_PARKS, "x.csv", civic_crosswalk="our-parking")
    with pytest.raises(tk.ValidationError, match="There is no crosswalk “our-parking”"):
        run(file)


@pytest.mark.parametrize("model", ["/etc/passwd", "../parking.yaml", "parking.yaml", "unknown"])
def test_crosswalk_when_it_names_a_file_as_its_model_then_it_is_refused(
    source, users, content, model
):
    with pytest.raises(tk.ValidationError, match="no shared model"):
        save(users["editor"], source, content.replace("model: parking", f"model: {model}"))


def test_file_when_its_headings_changed_then_the_saved_crosswalk_stops_and_says_how(
    source, users, content, run, replace_file
):
    save(users["editor"], source, content)
    run()
    text = CAR_PARKS.replace("Operator,URL", "Operator,Web page URL")
    replace_file(source, text, civic_crosswalk="our-parking")
    with pytest.raises(tk.ValidationError, match="“URL” probably renamed “Web page URL”"):
        run()


def test_saved_text_when_shown_then_keeps_the_comments_and_has_the_layout(source, users, content):
    save(users["editor"], source, f"# why we do it so\n{content}")
    shown = factories.act("civic_harmonise_crosswalk_show", users["editor"], id="our-parking")
    assert shown["content"].startswith("# why we do it so\n")
    assert yaml.safe_load(shown["content"])["layout"] == HEADER.strip().split(",")


def test_run_when_things_are_gone_then_it_waits_for_a_choice_and_publishes_why(
    source, run, replace_file, outputs, users
):
    parks = [CHURCH_STREET.replace("Church Street,", f"Park {n},") for n in range(20)]
    replace_file(source, HEADER + "".join(parks), civic_crosswalk="salford-parking")
    run()
    before = outputs()["nquads"]["hash"]
    replace_file(source, HEADER + "".join(parks[1:]), civic_crosswalk="salford-parking")
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
    assert outputs()["nquads"]["hash"] == before
    life = Run.last_finished(source["id"]).report["life"]
    assert (life["gone"], life["gone_things"][0]["id"]) == (1, "park-0")
    factories.act(
        "civic_harmonise_resource_gone",
        users["editor"],
        id=source["id"],
        choices={"things": {"park-0": {"ended": "2026-03-31"}}},
    )
    assert run()["ok"]
    assert "companion-ended" in outputs()
    assert run()["changed"] is False


def test_run_when_all_addresses_are_new_on_purpose_then_it_starts_afresh(
    source, run, replace_file, users
):
    run()
    replace_file(source, HEADER + CHURCH_STREET.replace("Church Street,", "Elsewhere,"))
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
    factories.act(
        "civic_harmonise_resource_gone",
        users["editor"],
        id=source["id"],
        choices={"fresh_start": True},
    )
    assert run()["resources_out"] == 1


def test_restore_when_an_earlier_result_is_kept_then_it_is_published_again(
    source, run, replace_file, outputs, users
):
    run()
    first, hash_then = Run.last_published(source["id"]).id, outputs()["nquads"]["hash"]
    replace_file(source, CAR_PARKS.replace("Free", "Pay and Display"))
    run()
    assert outputs()["nquads"]["hash"] != hash_then
    again = factories.act("civic_harmonise_run_restore", users["editor"], id=first)
    assert outputs()["nquads"]["hash"] == hash_then
    assert again["restored_from"]
    assert Run.last_published(source["id"]).id == again["id"]


@pytest.mark.ckan_config("ckanext.civic.harmonise.kept_runs", 1)
def test_runs_when_there_are_more_than_are_kept_then_the_oldest_and_their_files_go(
    source, run, replace_file
):
    from ckanext.civic.harmonise.logic import private_files

    run()
    first = Run.last_finished(source["id"]).id
    replace_file(source, CAR_PARKS.replace("Free", "Pay and Display"))
    run()
    assert len(Run.ended(source["id"])) == 1
    assert not private_files.folder("results", first).exists()


def test_csvw_when_its_table_is_asked_for_beside_it_then_the_table_answers(app, run, outputs):
    run()
    description, table = outputs()["csvw"], outputs()["canonical-csv"]
    name = table["url"].rsplit("/", 1)[-1]
    base = description["url"].rsplit("/", 1)[0].removeprefix("http://test.civic.example")
    answer = app.get(f"{base}/{name}", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"] == table["url"]
    itself = app.get(f"{base}/{description['url'].rsplit('/', 1)[-1]}", follow_redirects=False)
    assert itself.status_code == 200


def test_log_when_something_unforeseen_happens_then_has_no_text_of_it(
    source, run, monkeypatch, caplog
):
    from ckanext.civic.harmonise import pipeline

    def broken(*args, **options):
        raise KeyError("Jane Doe, 1 High Street")

    monkeypatch.setattr(pipeline, "harmonise", broken)
    with pytest.raises(tk.ValidationError) as error:
        run()
    assert "Jane Doe" not in caplog.text and "Jane Doe" not in str(error.value)
    assert "KeyError" in caplog.text


def test_run_when_each_file_is_a_new_period_then_nobody_is_asked_and_it_is_remembered(
    source, run, replace_file, outputs
):
    run()
    factories.act(
        "resource_patch", factories.site_user(), id=source["id"], civic_release="new-period"
    )
    for month in ("March", "April"):
        replace_file(source, HEADER + CHURCH_STREET.replace("Church Street,", f"{month},"))
        assert run()["resources_out"] == 1
        assert "companion-ended" not in outputs()
    factories.act("resource_patch", factories.site_user(), id=source["id"], civic_release="")
    replace_file(source, HEADER + CHURCH_STREET)
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
