"""Runs that meet one another, and runs that break off."""

from __future__ import annotations

import tempfile
import threading

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.harmonise.jobs import harmonise_resource
from ckanext.civic.harmonise.logic.faults import PortalFault
from ckanext.civic.harmonise.logic.lock import resource_lock
from ckanext.civic.harmonise.model import Run

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


@pytest.mark.ckan_config("ckanext.civic.harmonise.lock_timeout_s", 1)
def test_run_when_another_run_of_the_file_is_under_way_then_it_gives_up_and_says_so(
    source, run, outputs
):
    with (
        resource_lock(source["id"], 1),
        pytest.raises(tk.ValidationError, match="still under way"),
    ):
        run()
    assert outputs() == {}
    assert run()["changed"] is True


def test_lock_when_it_is_for_another_file_then_nobody_waits(source):
    with resource_lock(source["id"], 1), resource_lock("another", 1):
        pass


def test_runs_when_two_start_at_once_then_the_outputs_are_made_once(source, outputs, dataset):
    results = []

    def work():
        try:
            with app_context():
                results.append(
                    factories.act(
                        "civic_harmonise_resource_run", factories.site_user(), id=source["id"]
                    )["changed"]
                )
        finally:
            model.Session.remove()

    from ckan.config.middleware import make_app

    flask_app = make_app(tk.config)

    def app_context():
        return flask_app._wsgi_app.test_request_context()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    model.Session.expire_all()
    assert sorted(results) == [False, True]
    assert len(dataset()["resources"]) == 4


def test_job_when_the_portal_itself_fails_then_the_publisher_is_told_and_the_job_fails(
    source, outputs, monkeypatch, tmp_path
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    with pytest.raises(PortalFault):
        harmonise_resource(source["id"], factories.site_user(), only_when_new=True)
    report = factories.act("civic_harmonise_resource_show", None, id=source["id"])
    assert (report["state"], report["pending"]) == ("failed", None)
    assert "not in your file" in report["error"]["message"]
    assert outputs() == {}


def test_purge_when_the_resource_is_gone_for_good_then_its_runs_are_too(source, run, package):
    run()
    factories.act("dataset_purge", factories.site_user(), id=package["id"])
    assert model.Session.scalar(sa.select(sa.func.count()).select_from(Run)) == 0


def test_migration_when_taken_back_and_applied_again_then_the_table_is_there(migrate_db_for):
    def has_table():
        model.Session.remove()
        return sa.inspect(model.meta.engine).has_table("civic_harmonise_run")

    migrate_db_for("civic_harmonise", "base", False)
    try:
        assert not has_table()
    finally:
        migrate_db_for("civic_harmonise")
    assert has_table()
