"""What is kept for the publisher alone goes with the file that it was made from."""

from __future__ import annotations

import pytest
from ckan import model
from click.testing import CliRunner
from harmonise.car_parks import CAR_PARKS

import factories
from ckanext.civic.harmonise.cli import civic_harmonise
from ckanext.civic.harmonise.logic import left_over, private_files
from ckanext.civic.harmonise.model import Run

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def kept(source, run):
    """Return what is kept of a file that was harmonised and looked at, as folders."""
    run()
    factories.act("civic_harmonise_resource_preview", factories.site_user(), id=source["id"])
    run_id = Run.last_finished(source["id"]).id

    def folders():
        whose = [("runs", run_id), ("results", run_id), ("profiles", source["id"])]
        return [kind for kind, id in whose if private_files.folder(kind, id).is_dir()]

    assert folders() == ["runs", "results", "profiles"]
    return folders


@pytest.mark.parametrize("action", ["package_delete", "dataset_purge"])
def test_dataset_when_it_goes_then_its_private_files_go(kept, package, action):
    factories.act(action, factories.site_user(), id=package["name"])
    assert kept() == []


def test_resource_when_it_is_deleted_then_its_private_files_go(kept, source):
    factories.act("resource_delete", factories.site_user(), id=source["id"])
    assert kept() == []


def test_resource_when_another_is_deleted_then_its_private_files_stay(kept, package):
    other = factories.uploaded_csv(package, CAR_PARKS, "other.csv")
    factories.act("resource_delete", factories.site_user(), id=other["id"])
    assert len(kept()) == 3


def test_prune_when_a_dataset_was_deleted_in_bulk_then_its_private_files_go(kept, package):
    # as CKAN's page “bulk process” does it, past every action
    model.Package.get(package["id"]).state = "deleted"
    model.Session.commit()
    result = CliRunner().invoke(civic_harmonise, ["prune"])
    assert result.exit_code == 0 and result.output.endswith(" removed\n")
    assert kept() == []


def test_prune_when_a_folder_is_of_nothing_known_then_it_goes_once_no_run_can_need_it(kept):
    left_over.prune(most_under_way_s=0)  # what other tests left
    assert (left_over.prune(most_under_way_s=0), len(kept())) == (0, 3)
    folder = private_files.folder("runs", "purged-long-ago")
    folder.mkdir(parents=True)
    assert (left_over.prune(), folder.is_dir()) == (0, True)
    assert (left_over.prune(most_under_way_s=0), folder.is_dir()) == (1, False)
    assert len(kept()) == 3
