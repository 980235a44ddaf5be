"""What other plugins know of a dataset stands in its description, and follows when it changes."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests.factories import Sysadmin
from harmonise.car_parks import CAR_PARKS

import factories
from ckanext.civic.rdf.logic.catching_up import (
    describe_everything,
    fingerprint,
    queue_when_described_otherwise,
)
from ckanext.civic.rdf.logic.descriptions import current
from ckanext.civic.rdf.logic.reasons import FACTS_CHANGED
from ckanext.civic.rdf.model import CivicRdfOutbox

from .conftest import SITE

pytestmark = [
    pytest.mark.with_plugins("civic_gate", "civic_harmonise", "civic_certificate", "civic_rdf"),
    pytest.mark.usefixtures("civic_db", "clean_queues"),
]

PROV = "<http://www.w3.org/ns/prov#"
MEASURED = f"{PROV}generatedAtTime>"
ORIGIN = {"civic_origin": "http://b.example", "civic_origin_id": "b1"}


@pytest.fixture
def reviewer():
    return Sysadmin(fullname="Canary Reviewer")["name"]


@pytest.fixture
def lamps():
    council = factories.council(name="salford", title="Salford City Council")
    return factories.dataset(council, name="lamps", title="Lamps")


def said_of(dataset: dict) -> str:
    """Return the description as it is once everything that waits was described."""
    assert describe_everything() == []
    found = current([dataset["id"]])
    return found[dataset["id"]].nquads.decode() if found else ""


def reasons() -> list[str]:
    """Return why something waits."""
    query = sa.select(CivicRdfOutbox.reason).where(CivicRdfOutbox.settled_at.is_(None))
    return list(model.Session.scalars(query))


def release(dataset, user):
    return factories.act(
        "civic_gate_dataset_release", user, id=dataset["id"], reason="Canary reason"
    )


def test_description_when_released_then_the_role_is_said_and_nobodys_name_or_reason(
    lamps, reviewer
):
    assert said_of(lamps) == ""
    decided = release(lamps, reviewer)
    text = said_of(lamps)

    node = f"{SITE}/dataset/{lamps['id']}"
    attribution = f"<{node}#release-attribution>"
    assert f"<{node}> {PROV}qualifiedAttribution> {attribution} " in text
    role = f"<{SITE}/#role-reviewer>"
    assert f"{attribution} <http://www.w3.org/ns/dcat#hadRole> {role} " in text
    assert f'"{decided["decided_at"]}"' in text
    for secret in ("Canary", reviewer, decided["reviewer_id"]):
        assert secret not in text

    factories.act("civic_gate_dataset_hold", reviewer, id=lamps["id"], reason="a mistake")
    assert said_of(lamps) == ""


def test_description_when_a_copy_is_let_out_then_only_this_portals_record_tells_of_it(lamps):
    extras = [{"key": key, "value": value} for key, value in ORIGIN.items()]
    user = factories.site_user()
    factories.act("package_patch", user, id=lamps["id"], extras=extras)
    let_out = tk.get_action("civic_gate_dataset_release")  # as synchronisation does it
    let_out({"user": user, "ignore_auth": True}, {"id": lamps["id"], "reason": "At its origin"})
    text = said_of(lamps)

    record = f"{SITE}/dataset/{lamps['id']}#record"
    assert f"<{record}> {PROV}wasGeneratedBy> <{record}-release> " in text
    assert "<http://b.example/dataset/b1> <http://purl.org/dc/terms/title>" in text
    assert "#release" not in text
    assert "hadRole" not in text


def published(lamps, reviewer) -> tuple[dict, dict]:
    """Harmonise and release a file of the dataset; return the file and the run."""
    source = factories.uploaded_csv(
        lamps, CAR_PARKS, "parking.csv", civic_crosswalk="salford-parking"
    )
    run = factories.act("civic_harmonise_resource_run", reviewer, id=source["id"])
    release(lamps, reviewer)
    return source, run


def test_description_when_a_result_is_published_again_then_it_tells_of_the_new_one(lamps, reviewer):
    _, run = published(lamps, reviewer)
    assert f'{MEASURED} "{run["finished_at"]}"' in said_of(lamps)
    before = factories.act("package_show", None, id="lamps")

    time.sleep(1.1)  # times are told in seconds
    again = factories.act("civic_harmonise_run_restore", reviewer, id=run["id"])

    assert factories.act("package_show", None, id="lamps") == before
    assert reasons() == [FACTS_CHANGED]
    text = said_of(lamps)
    for predicate in (MEASURED, f"#harmonised> {PROV}endedAtTime>"):
        assert f'{predicate} "{again["finished_at"]}"' in text
        assert f'{predicate} "{run["finished_at"]}"' not in text


def test_description_when_a_later_run_fails_then_what_is_published_still_says_who_made_it(
    lamps, reviewer
):
    source, run = published(lamps, reviewer)
    made = f"<{SITE}/dataset/{lamps['id']}/resource/{source['id']}#harmonised>"
    assert made in said_of(lamps)

    factories.act("resource_patch", reviewer, id=source["id"], civic_crosswalk="no-such-one")
    with pytest.raises(tk.ValidationError):
        factories.act("civic_harmonise_resource_run", reviewer, id=source["id"])
    release(lamps, reviewer)

    text = said_of(lamps)
    assert f"{made} {PROV}endedAtTime>" in text
    assert f'"{run["finished_at"]}"' in text


def test_everything_when_the_rule_of_readiness_is_another_then_it_is_described_anew(
    lamps, reviewer, ckan_config, monkeypatch
):
    release(lamps, reviewer)
    assert "(gb-2016-strict)" in said_of(lamps)
    before = fingerprint()
    assert not queue_when_described_otherwise()

    monkeypatch.setitem(ckan_config, "ckanext.civic.certificate.ruleset", "gb-2016")

    assert fingerprint() != before
    assert queue_when_described_otherwise()
    assert "(gb-2016)" in said_of(lamps)
