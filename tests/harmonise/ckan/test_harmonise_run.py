"""A run of an uploaded file: what is published, what is stored, what is left alone."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from harmonise.car_parks import BLACKFRIARS, CAR_PARKS, CHURCH_STREET, HEADER, OUTPUT_KINDS

import factories
from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.harmonise.logic import stored_file
from ckanext.civic.harmonise.model import Run

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def runs_of(resource):
    return model.Session.query(Run).filter_by(resource_id=resource["id"]).all()


def test_run_when_the_file_is_good_then_three_outputs_stand_beside_it(
    source, run, outputs, dataset
):
    report = run()
    assert (report["ok"], report["changed"], report["state"]) == (True, True, "published")
    assert (report["rows_in"], report["resources_out"]) == (2, 2)
    made = outputs()
    assert list(made) == OUTPUT_KINDS
    assert {one["civic_output_of"] for one in made.values()} == {source["id"]}
    assert {one["civic_model"] for one in made.values()} == {"parking"}
    assert [(one["format"], one["mimetype"]) for one in made.values()] == [
        ("CSV", "text/csv"),
        ("JSON", "application/csvm+json"),
        ("N-Quads", "application/n-quads"),
    ]
    assert made["nquads"]["name"] == "Linked data (N-Quads)"
    assert dataset()["resources"][0]["id"] == source["id"]


def test_run_when_it_ends_then_each_hash_is_that_of_the_file_that_visitors_download(
    run, outputs, app, package
):
    run()
    for output in outputs().values():
        answer = app.get(
            f"/dataset/{package['id']}/resource/{output['id']}/download/{output['url']}"
            if "://" not in output["url"]
            else output["url"]
        )
        assert sha256_hex(answer.data) == output["hash"]
        assert len(answer.data) == output["size"]


def test_run_when_the_file_is_good_then_things_and_graph_are_named_by_council_and_dataset(
    run, outputs
):
    run()
    lines = b"".join(stored_file._chunks(outputs()["nquads"])).decode()
    assert "<http://test.civic.example/id/salford/parking/blackfriars-street>" in lines
    assert "<http://test.civic.example/graph/salford/car-parks>" in lines


@pytest.mark.ckan_config("ckanext.civic.harmonise.uri_base", "https://salford.example/")
@pytest.mark.ckan_config("ckanext.civic.harmonise.vocabulary_base", "https://gm.example")
def test_run_when_bases_are_configured_then_things_and_codes_use_them(run, outputs):
    run()
    lines = b"".join(stored_file._chunks(outputs()["nquads"])).decode()
    assert "<https://salford.example/id/salford/parking/blackfriars-street>" in lines
    assert "<https://gm.example/def/parking/" in lines
    assert "test.civic.example" not in lines


def test_run_when_repeated_then_nothing_is_written(source, run, dataset):
    first = run()
    before, stored = dataset(), len(runs_of(source))
    second = run()
    assert second["changed"] is False
    assert dataset() == before
    assert len(runs_of(source)) == stored
    assert second["finished_at"] == first["finished_at"]


def test_run_when_a_row_changed_then_the_same_resources_hold_the_new_result(
    source, run, outputs, replace_file
):
    run()
    before = outputs()
    replace_file(source, CAR_PARKS.replace("Free", "Pay and Display"))
    report = run()
    after = outputs()
    assert (report["changed"], report["rows_in"], report["life"]["changed"]) == (True, 2, 1)
    assert [one["id"] for one in after.values()] == [one["id"] for one in before.values()]
    assert after["nquads"]["hash"] != before["nquads"]["hash"]


def test_run_when_an_earlier_one_was_killed_after_writing_a_file_then_it_is_written_again(
    run, outputs, app, package
):
    run()
    before = outputs()["nquads"]
    overwrite_stored_file(before, b"half a res")
    assert run()["changed"] is True
    after = outputs()["nquads"]
    assert stored_file.sha256_of(after) == after["hash"] == before["hash"]


def overwrite_stored_file(resource, content):
    from io import BytesIO

    from ckan.lib import uploader
    from werkzeug.datastructures import FileStorage

    upload = uploader.get_resource_uploader(
        {**resource, "upload": FileStorage(BytesIO(content), "x.nq")}
    )
    upload.upload(resource["id"])


def test_run_when_an_output_was_removed_by_hand_then_it_comes_back(run, outputs):
    run()
    gone = outputs()["csvw"]
    factories.act("resource_delete", factories.site_user(), id=gone["id"])
    assert run()["changed"] is True
    assert sorted(outputs()) == OUTPUT_KINDS


def test_run_when_the_dataset_has_two_sources_then_each_has_its_own_outputs(package, run, dataset):
    run()
    other = factories.uploaded_csv(
        package, HEADER + BLACKFRIARS, "more.csv", civic_crosswalk="salford-parking"
    )
    assert run(other)["changed"] is True
    assert run()["changed"] is False
    owners = [r["civic_output_of"] for r in dataset()["resources"] if r.get("civic_output")]
    assert owners.count(other["id"]) == 3
    assert len(owners) == 6


def test_run_when_a_column_is_missing_then_the_error_names_file_and_column_and_nothing_is_made(
    package, run, outputs, clean_queues
):
    bad = factories.uploaded_csv(
        package,
        CAR_PARKS.replace("Postcode", "Post code"),
        "bad.csv",
        civic_crosswalk="salford-parking",
    )
    with pytest.raises(tk.ValidationError) as error:
        run(bad)
    message = error.value.error_dict["file"][0]
    assert "bad.csv" in message
    assert "Postcode" in message
    assert outputs() == {}


def test_run_when_it_fails_then_the_last_good_outputs_stay_and_the_reason_is_stored(
    source, run, outputs, replace_file
):
    run()
    before = outputs()
    replace_file(source, "<html><body>Not found</body></html>")
    with pytest.raises(tk.ValidationError):
        run()
    assert outputs() == before
    report = factories.act("civic_harmonise_resource_show", None, id=source["id"])
    assert (report["state"], report["ok"]) == ("failed", False)
    assert report["error"]["place"]["file"] == "parking.csv"


def test_run_when_few_rows_fail_then_they_are_named_and_the_others_are_published(
    package, run, outputs, clean_queues
):
    good = [CHURCH_STREET.replace("Church Street,Free", f"Park {n},Free") for n in range(20)]
    text = HEADER + "".join(good) + CHURCH_STREET.replace("Church Street,Free", ",Free")
    resource = factories.uploaded_csv(package, text, civic_crosswalk="salford-parking")
    report = run(resource)
    assert (report["rows_in"], report["resources_out"], report["ok"]) == (21, 20, True)
    assert [row["row"] for row in report["dropped"]] == [21]
    assert len(outputs()) == 3


def test_run_when_many_rows_fail_then_nothing_is_published(package, run, outputs, clean_queues):
    text = CAR_PARKS + CHURCH_STREET.replace("Church Street,Free", ",Free")
    resource = factories.uploaded_csv(package, text, "odd.csv", civic_crosswalk="salford-parking")
    with pytest.raises(tk.ValidationError, match="1 of 3 rows") as error:
        run(resource)
    message = error.value.error_dict["file"][0]
    for named in ("odd.csv", "Name"):
        assert named in message
    assert outputs() == {}
    report = factories.act("civic_harmonise_resource_show", None, id=resource["id"])
    assert (report["ok"], report["rows_in"], report["resources_out"]) == (False, 3, 2)


def test_run_when_an_output_is_too_large_for_the_portal_then_nothing_is_stored(
    run, outputs, ckan_config
):
    ckan_config["ckan.max_resource_size"] = 0
    with pytest.raises(tk.ValidationError, match="max_resource_size"):
        run()
    assert outputs() == {}


@pytest.mark.parametrize(
    "crosswalk", ["unknown", "../crosswalks/salford-parking", "/etc/passwd", "x.yaml"]
)
def test_run_when_the_crosswalk_is_no_known_id_then_it_is_refused(package, run, crosswalk):
    bad = factories.uploaded_csv(package, CAR_PARKS, "bad.csv", civic_crosswalk=crosswalk)
    with pytest.raises(tk.ValidationError, match="There is no crosswalk"):
        run(bad)


def test_run_when_there_is_no_crosswalk_then_it_says_what_to_do(package, run):
    plain = factories.uploaded_csv(package, CAR_PARKS, "plain.csv")
    with pytest.raises(tk.ValidationError, match="civic_crosswalk"):
        run(plain)


def test_run_when_the_resource_is_a_link_then_it_says_what_to_do(package, run):
    link = factories.act(
        "resource_create",
        factories.site_user(),
        package_id=package["id"],
        url="http://salford.example/parking.csv",
        civic_crosswalk="salford-parking",
    )
    with pytest.raises(tk.ValidationError, match="Upload the file"):
        run(link)


def test_run_when_the_dataset_is_a_copy_then_it_is_refused(council, run, clean_queues):
    copy = factories.dataset(
        council, extras=[{"key": "civic_origin", "value": "https://trafford.example"}]
    )
    resource = factories.uploaded_csv(copy, CAR_PARKS, civic_crosswalk="salford-parking")
    with pytest.raises(tk.ValidationError, match="copy from another portal"):
        run(resource)


def test_run_when_the_resource_is_an_output_then_it_is_refused(run, outputs):
    run()
    with pytest.raises(tk.ValidationError, match="made by the portal"):
        run(outputs()["canonical-csv"])


def test_run_when_the_resource_is_unknown_then_it_is_not_found(run, source):
    with pytest.raises(tk.ObjectNotFound):
        run({"id": "no-such-resource"})
