"""A worker in a process of its own, as a portal runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ckan import model

import factories

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def test_worker_when_a_file_was_uploaded_then_it_publishes_the_outputs(
    source, outputs, tmp_path, request
):
    settings = Path(request.config.getoption("ckan_ini")).read_text(encoding="utf-8")
    ini = tmp_path / "ckan.ini"
    ini.write_text(
        settings.replace("ckan.plugins =\n", "ckan.plugins = civic_harmonise\n"), encoding="utf-8"
    )
    ckan = Path(sys.executable).with_name("ckan")
    model.Session.commit()
    worker = subprocess.run(
        [ckan, "-c", ini, "jobs", "worker", "--burst"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    model.Session.expire_all()
    assert sorted(outputs()) == ["canonical-csv", "csvw", "nquads"], worker.stderr[-3000:]
    report = factories.act("civic_harmonise_resource_show", None, id=source["id"])
    assert (report["state"], report["pending"]) == ("published", None)
