"""What a change of a dataset does to the files that were made from its files."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk
from harmonise.car_parks import BLACKFRIARS, CAR_PARKS, CHURCH_STREET, HEADER, OUTPUT_KINDS

import factories
from ckanext.civic.harmonise.jobs import harmonise_resource
from ckanext.civic.harmonise.model import Run

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def queued():
    return [
        job.kwargs
        for job in tk.get_job_queue().jobs
        if job.func_name.endswith("harmonise_resource")
    ]


def work():
    """Do what the portal's worker would do with the queue as it is."""
    for job in tk.get_job_queue().jobs:
        harmonise_resource(**job.kwargs)
        job.delete()


def patch(resource, **fields):
    return factories.act("resource_patch", factories.site_user(), id=resource["id"], **fields)


def test_upload_when_it_names_a_crosswalk_then_a_run_is_queued_and_publishes(source, outputs):
    assert [job["resource_id"] for job in queued()] == [source["id"]]
    show = factories.act("civic_harmonise_resource_show", None, id=source["id"])
    assert (show["state"], show["pending"]) == ("queued", "queued")
    work()
    assert list(outputs()) == OUTPUT_KINDS
    show = factories.act("civic_harmonise_resource_show", None, id=source["id"])
    assert (show["state"], show["pending"]) == ("published", None)


def test_upload_when_it_names_no_crosswalk_then_nothing_is_queued(package, clean_queues):
    factories.uploaded_csv(package, CAR_PARKS)
    assert queued() == []


def test_upload_when_the_dataset_is_a_copy_then_nothing_is_queued(council, clean_queues):
    copy = factories.dataset(
        council, extras=[{"key": "civic_origin", "value": "https://trafford.example"}]
    )
    factories.uploaded_csv(copy, CAR_PARKS, civic_crosswalk="salford-parking")
    assert queued() == []


def test_job_when_an_explicit_run_came_first_then_it_does_nothing(source, run, dataset):
    run()
    before, last = dataset(), Run.last_finished(source["id"]).id
    work()
    assert dataset() == before
    assert Run.last_finished(source["id"]).id == last
    assert Run.unfinished(source["id"]) is None


def test_run_when_it_publishes_then_it_queues_no_further_run(source, run):
    tk.get_job_queue().empty()
    run()
    assert queued() == []


def test_edit_when_only_the_title_changes_then_nothing_is_queued(source, run, outputs):
    run()
    tk.get_job_queue().empty()
    patch(source, name="Our car parks")
    assert queued() == []
    assert list(outputs()) == OUTPUT_KINDS


def test_upload_when_the_file_is_replaced_then_the_outputs_follow(
    source, run, outputs, replace_file
):
    run()
    before = outputs()["nquads"]["hash"]
    tk.get_job_queue().empty()
    replace_file(source, HEADER + BLACKFRIARS + CHURCH_STREET.replace("Free", "Pay and Display"))
    work()
    assert outputs()["nquads"]["hash"] != before


def test_job_when_the_file_is_bad_then_the_reason_is_stored(package, clean_queues, outputs):
    bad = factories.uploaded_csv(
        package, "a,b\n1,2\n", "bad.csv", civic_crosswalk="salford-parking"
    )
    work()
    show = factories.act("civic_harmonise_resource_show", None, id=bad["id"])
    assert show["state"] == "failed"
    assert show["error"]["place"]["file"] == "bad.csv"
    assert outputs() == {}


def test_job_when_the_resource_was_deleted_meanwhile_then_it_ends_quietly(source, outputs):
    factories.act("resource_delete", factories.site_user(), id=source["id"])
    work()
    assert outputs() == {}


def test_delete_when_the_source_goes_then_its_outputs_go_with_it(source, run, dataset):
    run()
    factories.act("resource_delete", factories.site_user(), id=source["id"])
    assert dataset()["resources"] == []


def test_update_when_a_dataset_is_sent_without_the_source_then_its_outputs_go_too(
    source, run, dataset
):
    run()
    kept = [r for r in dataset()["resources"] if r["id"] != source["id"]]
    factories.act("package_patch", factories.site_user(), id=source["package_id"], resources=kept)
    assert dataset()["resources"] == []


def test_update_when_the_crosswalk_is_cleared_then_the_outputs_go(source, run, dataset):
    run()
    patch(source, civic_crosswalk="")
    assert [r["id"] for r in dataset()["resources"]] == [source["id"]]


def test_update_when_a_form_does_not_mention_the_crosswalk_then_it_is_kept(source, run, outputs):
    run()
    factories.act(
        "resource_update",
        factories.site_user(),
        id=source["id"],
        url=source["url"],
        url_type="upload",
        name="Renamed",
    )
    assert list(outputs()) == OUTPUT_KINDS


def test_delete_when_another_source_goes_then_the_outputs_stay(package, run, outputs):
    run()
    other = factories.uploaded_csv(package, CAR_PARKS, "other.csv")
    factories.act("resource_delete", factories.site_user(), id=other["id"])
    assert list(outputs()) == OUTPUT_KINDS
