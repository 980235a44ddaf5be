"""A release is bound to the bytes of the uploaded files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from ckan import model
from ckan.lib.uploader import get_resource_uploader
from ckan.plugins import toolkit as tk
from werkzeug.datastructures import FileStorage

import factories
from ckanext.civic.core.canonical import sha256_hex

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")

APPROVED = "id\n1\n"
OTHER = "id\n2\n"


@pytest.fixture
def dataset(scene):
    return scene.create()


@pytest.fixture
def resource(dataset):
    return factories.uploaded_csv(dataset, APPROVED)


def path_of(resource) -> Path:
    return Path(get_resource_uploader({"id": resource["id"]}).get_path(resource["id"]))


def replace(scene, resource, text, **more):
    upload = FileStorage(io.BytesIO(text.encode()), "lamps.csv")
    return factories.act(
        "resource_patch", scene.users["editor"], id=resource["id"], upload=upload, **more
    )


def test_hash_when_a_file_is_uploaded_then_is_its_sha256(resource):
    assert resource["hash"] == sha256_hex(APPROVED.encode())
    assert path_of(resource).read_text() == APPROVED


def test_hash_when_the_caller_gives_a_wrong_one_then_is_computed(scene, resource):
    assert replace(scene, resource, OTHER, hash="00")["hash"] == sha256_hex(OTHER.encode())


def test_hash_when_the_file_stays_and_the_caller_says_another_then_stays(scene, resource):
    patched = factories.act(
        "resource_patch", scene.users["editor"], id=resource["id"], hash="00", description="x"
    )
    assert patched["hash"] == sha256_hex(APPROVED.encode())


def test_hash_when_the_caller_leaves_it_out_then_stays(scene, resource):
    fields = {name: value for name, value in resource.items() if name != "hash"}
    assert factories.act("resource_update", scene.users["editor"], **fields)["hash"]


def test_hash_when_a_link_comes_with_one_then_is_kept(scene, dataset):
    link = factories.act(
        "resource_create",
        scene.users["editor"],
        package_id=dataset["id"],
        url="http://example.org/f.csv",
        hash="ab",
    )
    assert link["hash"] == "ab"


def test_hash_when_a_file_becomes_a_link_then_the_new_one_counts(scene, resource):
    link = factories.act(
        "resource_patch",
        scene.users["editor"],
        id=resource["id"],
        url="http://example.org/f.csv",
        url_type="",
        hash="ab",
    )
    assert link["hash"] == "ab"


def test_release_when_a_file_was_changed_on_the_disk_then_is_refused(scene, dataset, resource):
    path_of(resource).write_text(OTHER)
    with pytest.raises(tk.ValidationError) as error:
        scene.release(dataset["id"])
    assert "Upload it again" in str(error.value)


def test_release_when_a_file_is_missing_then_is_refused(scene, dataset, resource):
    path_of(resource).unlink()
    with pytest.raises(tk.ValidationError) as error:
        scene.release(dataset["id"])
    assert "lamps.csv" in str(error.value)


def test_release_when_a_file_has_no_hash_yet_then_computes_it(scene, dataset, resource):
    model.Session.query(model.Resource).filter_by(id=resource["id"]).update({"hash": ""})
    model.Session.commit()
    result = scene.release(dataset["id"])
    shown = factories.act("package_show", None, id=dataset["id"])
    assert shown["resources"][0]["hash"] == sha256_hex(APPROVED.encode())
    assert scene.release(dataset["id"])["content_hash"] == result["content_hash"]


def test_replacement_when_released_then_is_closed_before_the_first_byte_is_written(
    scene, dataset, resource, is_public, monkeypatch
):
    from ckan.lib.uploader import ResourceUpload

    scene.release(dataset["id"])
    seen = []
    write = ResourceUpload.upload

    def watched(self, *args, **kwargs):
        seen.append(is_public(dataset["id"]))
        return write(self, *args, **kwargs)

    monkeypatch.setattr(ResourceUpload, "upload", watched)
    replace(scene, resource, OTHER)
    assert seen == [False]
    assert not is_public(dataset["id"])


def test_replacement_when_it_fails_before_writing_then_the_release_stands(
    scene, dataset, resource, is_public, announced
):
    scene.release(dataset["id"])
    announced.clear()
    with pytest.raises(tk.ValidationError):
        factories.act(
            "package_revise",
            scene.users["editor"],
            match={"id": dataset["id"]},
            update={"tags": [{"name": "?"}]},
            update__resources__0__upload=FileStorage(io.BytesIO(OTHER.encode()), "lamps.csv"),
        )
    assert path_of(resource).read_text() == APPROVED
    assert is_public(dataset["id"])
    assert announced == []
    assert factories.act("package_search", None)["count"] == 1


def test_replacement_when_the_index_fails_after_writing_then_stays_held(
    scene, dataset, resource, is_public, announced, solr_down
):
    scene.release(dataset["id"])
    announced.clear()
    solr_down(True)
    with pytest.raises(Exception, match=r"Solr|connect"):
        replace(scene, resource, OTHER)
    model.Session.rollback()
    solr_down(False)
    assert path_of(resource).read_text() == OTHER
    assert not is_public(dataset["id"])
    assert announced == [dataset["id"]]
    assert factories.act("package_search", None)["count"] == 0


def test_replacement_when_the_caller_may_not_edit_then_holds_nothing(
    scene, dataset, resource, is_public
):
    scene.release(dataset["id"])
    upload = FileStorage(io.BytesIO(OTHER.encode()), "lamps.csv")
    with pytest.raises(tk.NotAuthorized):
        factories.act("resource_patch", scene.users["outsider"], id=resource["id"], upload=upload)
    assert is_public(dataset["id"])
