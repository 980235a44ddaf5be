"""A council with people of every role, and datasets full of canaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk

import factories


@dataclass
class Scene:
    """One council and its people by role; ``other`` is an editor of another council."""

    council: dict[str, Any]
    users: dict[str, str | None]

    def create(self, **fields: Any) -> dict[str, Any]:
        """Create a dataset as the editor, asking for it to be public."""
        return factories.act(
            "package_create",
            self.users["editor"],
            **{"name": "lamps", "owner_org": self.council["id"], "private": False, **fields},
        )

    def release(self, id: str, role: str = "admin", **more: Any) -> dict[str, Any]:
        data = {"id": id, "reason": "Checked.", **more}
        return factories.act("civic_gate_dataset_release", self.users[role], **data)

    def hold(self, id: str, role: str = "editor") -> dict[str, Any]:
        return factories.act(
            "civic_gate_dataset_hold", self.users[role], id=id, reason="Look again."
        )

    def canaries(self, word: str) -> dict[str, Any]:
        """Create a dataset with ``word`` in every place that CKAN shows, a file and a view."""
        dataset = self.create(
            name=f"{word}-name",
            title=f"{word} title",
            notes=f"{word} notes",
            tags=[{"name": f"{word} tag"}],
            extras=[{"key": f"{word}key", "value": f"{word} value"}],
            maintainer_email=f"{word}@example.org",
        )
        resource = factories.uploaded_csv(
            dataset, f"id\n{word}cell\n", f"{word}.csv", format=f"{word}-format"
        )
        view = factories.act(
            "resource_view_create",
            self.users["editor"],
            resource_id=resource["id"],
            title=f"{word} view",
            view_type="text_view",
        )
        return {"dataset": dataset, "resource": resource, "view": view}


# What holds datasets and what hangs on them, children first.
_DATASET_TABLES = ("package_member", "package_tag", "tag", "resource_view", "resource", "package")

_people: dict[str, Scene] = {}


@pytest.fixture
def scene(with_plugins, request, reset_index) -> Scene:
    """Return a council without datasets; the people are made once for each test file."""
    module = request.module.__name__
    if module not in _people:
        request.getfixturevalue("civic_db")
        _people.clear()
        council = factories.council()
        other = factories.core.User()["name"]
        elsewhere = factories.council(users=[{"name": other, "capacity": "editor"}])
        assert elsewhere["id"] != council["id"]
        _people[module] = Scene(council, {**factories.users_of(council), "other": other})
        return _people[module]
    model.Session.rollback()
    model.Session.execute(sa.text("DELETE FROM member WHERE table_name = 'package'"))
    for table in _DATASET_TABLES:
        model.Session.execute(sa.text(f"DELETE FROM {table}"))
    model.Session.commit()
    model.Session.remove()
    reset_index()
    return _people[module]


@pytest.fixture
def is_public() -> Callable[[str], bool]:
    """Ask CKAN as an anonymous visitor whether a dataset is there."""

    def ask(id: str) -> bool:
        try:
            factories.act("package_show", None, id=id)
        except tk.ObjectNotFound:
            return False
        return True

    return ask


@pytest.fixture
def solr_down() -> Iterator[Callable[[bool], None]]:
    """Point CKAN at a port where nothing listens; call with False to point it back."""
    url = tk.config["solr_url"]

    def switch(is_down: bool) -> None:
        tk.config["solr_url"] = "http://127.0.0.1:1/solr/none" if is_down else url

    yield switch
    switch(False)


@pytest.fixture
def announced() -> Iterator[list[str]]:
    """Collect the ids that the visibility signal carries."""
    signal = tk.signals.ckanext.signal("civic:dataset_visibility_changed")
    ids: list[str] = []

    def receive(sender: Any, package_id: str, **_more: Any) -> None:
        ids.append(package_id)

    with signal.connected_to(receive):
        yield ids
