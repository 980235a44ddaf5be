"""The log: written with each decision, and no change to it goes unseen."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ckan import model
from sqlalchemy.exc import InternalError

from ckanext.civic.gate import register
from ckanext.civic.gate.cli import civic_gate

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


@pytest.fixture
def tamper(scene):
    """Run SQL past the trigger, as somebody with the database's password could; undo it."""

    def run(sql: str) -> None:
        model.Session.execute(sa.text("ALTER TABLE civic_gate_log DISABLE TRIGGER USER"))
        model.Session.execute(sa.text(sql))

    yield run
    model.Session.rollback()


def execute(sql: str) -> None:
    model.Session.execute(sa.text(sql))


@pytest.fixture
def decided(scene):
    dataset = scene.create()
    scene.release(dataset["id"])
    scene.hold(dataset["id"])
    scene.release(dataset["id"])
    return dataset


def test_log_when_decisions_were_made_then_names_each_with_its_reviewer(decided, scene):
    entries = register.history(model.Session, decided["id"])
    assert [entry.to_state for entry in entries] == ["released", "held", "released"]
    assert entries[0].reviewer_id == model.User.get(scene.users["admin"]).id
    assert entries[1].reason == "Look again."


def test_verify_log_when_nothing_was_touched_then_the_chain_holds(decided):
    count, found, disagreeing = register.verify_log(model.Session)
    assert count >= 3
    assert (found, disagreeing) == (None, [])


@pytest.mark.parametrize(
    "statement",
    ["UPDATE civic_gate_log SET reason = 'x'", "DELETE FROM civic_gate_log"],
)
def test_log_when_sql_changes_it_then_the_database_refuses(decided, statement):
    with pytest.raises(InternalError, match="append-only"):
        execute(statement)
    model.Session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE civic_gate_log SET reason = 'x' WHERE seq = (SELECT max(seq) FROM civic_gate_log)",
        "UPDATE civic_gate_log SET at = at + interval '1 microsecond' WHERE seq = 1",
        "DELETE FROM civic_gate_log WHERE seq = (SELECT max(seq) - 1 FROM civic_gate_log)",
    ],
)
def test_verify_log_when_an_entry_was_altered_then_finds_the_break(decided, tamper, change):
    tamper(change)
    _count, found, _disagreeing = register.verify_log(model.Session)
    assert found is not None


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM civic_gate_log WHERE seq = (SELECT max(seq) FROM civic_gate_log)",
        "UPDATE civic_gate_release SET content_hash = 'x', current_hash = 'x'",
    ],
)
def test_verify_log_when_the_end_is_cut_or_a_row_edited_then_names_the_dataset(
    decided, tamper, change
):
    tamper(change)
    _count, found, disagreeing = register.verify_log(model.Session)
    assert found is None
    assert disagreeing == [decided["id"]]


def test_log_when_a_decision_is_rolled_back_then_has_no_entry(decided):
    before = len(register.history(model.Session, decided["id"]))
    register.record(
        model.Session,
        decided["id"],
        state="held",
        rule=register.Rule.REVIEWER_HELD,
        reason="x",
        reviewer=register.Reviewer(),
        content_hash="x",
        is_index_stale=False,
    )
    model.Session.rollback()
    assert len(register.history(model.Session, decided["id"])) == before


def test_verify_log_command_when_the_chain_holds_then_says_how_many(decided, cli):
    result = cli.invoke(civic_gate, ["verify-log"])
    assert result.exit_code == 0, result.output
    assert "the chain holds" in result.output
