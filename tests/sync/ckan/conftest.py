"""A peer for tests: real datasets of a real CKAN, recorded, forgotten here, and served."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests import factories

from factories import act, site_user
from fixtures.misbehaving_server import MisbehavingServer, json_answer

# the largest number of datasets that a test's peer has
MOST = 8
STATUS = {"ckan_version": "2.12.0", "site_title": "Salford", "site_url": ""}


class ServedPeer:
    """What a peer shows, which a test can change as its publishers would."""

    def __init__(self, server: MisbehavingServer) -> None:
        self.server = server
        self.url = server.url
        self.datasets: dict[str, dict[str, Any]] = {}

    def serve(self) -> None:
        """Answer with what the peer shows now, on one page."""
        found = sorted(self.datasets.values(), key=lambda dataset: dataset["id"])
        self.server.route("/api/3/action/package_search", search_answer(found))
        self.server.route(
            "/api/3/action/status_show",
            json_answer({"success": True, "result": STATUS | {"site_url": self.url}}),
        )

    def change(self, id_: str, **fields: Any) -> None:
        """Change a dataset as its publisher would."""
        self.datasets[id_] = self.datasets[id_] | fields
        self.serve()

    def remove(self, *ids: str) -> None:
        """Delete datasets, or make them private."""
        for id_ in ids:
            del self.datasets[id_]
        self.serve()

    @property
    def first(self) -> dict[str, Any]:
        """The dataset with the smallest id."""
        return self.datasets[min(self.datasets)]


def search_answer(datasets: list[dict[str, Any]], count: int | None = None) -> Any:
    """Return a page of ``package_search``."""
    result = {"count": len(datasets) if count is None else count, "results": datasets}
    return json_answer({"success": True, "result": result})


def record_datasets(number: int) -> list[dict[str, Any]]:
    """Make datasets with all that CKAN knows of, and return them as ``package_search`` does."""
    owner = factories.Organization(name="salford", title="Salford City Council")
    ids = [
        factories.Dataset(
            name=f"lights-{index}",
            title=f"Street lights {index}",
            notes="Every *lamp*.",
            license_id="uk-ogl",
            author="A. Officer",
            author_email="a@salford.example",
            version="1.2",
            owner_org=owner["id"],
            tags=[{"name": "street"}, {"name": "lights"}],
            extras=[{"key": "spatial", "value": '{"type": "Point"}'}, {"key": "x", "value": ""}],
            resources=[
                {
                    "name": "Lamps",
                    "url": f"http://salford.example/dataset/a/resource/b/download/l{index}.csv",
                    "format": "CSV",
                    "mimetype": "text/csv",
                    "size": 1234,
                    "hash": "ab" * 32,
                    "url_type": "upload" if index % 2 else "",
                    "civic_crosswalk": "salford-streetlights",
                    "last_modified": "2026-01-02T03:04:05",
                },
                {"url": "https://salford.example/page", "description": ""},
            ],
        )["id"]
        for index in range(number)
    ]
    # What the gate here would hold is released there.
    shown = [act("package_show", site_user(), id=id_) | {"private": False} for id_ in ids]
    return json.loads(json.dumps(shown))


def forget_everything() -> None:
    """Remove every dataset and organisation from this portal."""
    for dataset in act("package_search", site_user(), rows=1000, include_private=True)["results"]:
        act("dataset_purge", site_user(), id=dataset["id"])
    for organization in act("organization_list", site_user()):
        act("organization_purge", site_user(), id=organization)


@pytest.fixture(scope="session")
def recorded_datasets() -> list[dict[str, Any]]:
    """Return the list that the first test which needs a peer fills: they are slow to make."""
    return []


@pytest.fixture
def make_peer(
    civic_db: None,
    recorded_datasets: list[dict[str, Any]],
    misbehaving_server: MisbehavingServer,
    ckan_config: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., ServedPeer]:
    """Return a function that makes a peer with some datasets, known here as salford."""

    def make(number: int = 3, **settings: Any) -> ServedPeer:
        if not recorded_datasets:
            recorded_datasets.extend(record_datasets(MOST))
            forget_everything()
        peer = ServedPeer(misbehaving_server)
        recorded = copy.deepcopy(recorded_datasets[:number])
        peer.datasets = {dataset["id"]: dataset for dataset in recorded}
        peer.serve()
        monkeypatch.setitem(
            ckan_config, "ckanext.civic.sync.allow_private_hosts", [misbehaving_server.host]
        )
        act(
            "civic_sync_peer_create",
            site_user(),
            name="salford",
            url=peer.url,
            title="Salford portal",
            **settings,
        )
        return peer

    return make


@pytest.fixture
def pull(civic_db: None) -> Callable[..., dict[str, Any]]:
    """Return a function that pulls at once and returns the run as the API answers it."""
    from ckanext.civic.sync.jobs.pull import new_run, run_pull
    from ckanext.civic.sync.model import Peer

    def do(name: str = "salford", *, force: bool = False) -> dict[str, Any]:
        peer = Peer.by_name(name)
        assert peer is not None
        run_id = new_run(peer, force=force).id
        run_pull(run_id)
        return act("civic_sync_run_show", site_user(), id=run_id)

    return do


@pytest.fixture
def shown() -> Callable[[str], dict[str, Any]]:
    """Return a function that returns a dataset of this portal as its database has it."""

    def show(id_: str) -> dict[str, Any]:
        context = {"ignore_auth": True, "use_cache": False}
        return tk.get_action("package_show")(context, {"id": id_})

    return show


@pytest.fixture
def changes() -> Callable[[dict[str, Any]], tuple[int, ...]]:
    """Return a function that returns how many creates, updates and deletes a run made."""
    return lambda run: tuple(run["counts"][what] for what in ("creates", "updates", "deletes"))


@pytest.fixture
def troubled() -> Callable[[], dict[str, str]]:
    """Return a function that returns the reason of each dataset that is not in step, by id."""

    def show(name: str = "salford") -> dict[str, str]:
        peer = act("civic_sync_peer_show", site_user(), name=name)
        return {record["id"]: record["reason"] for record in peer["troubled"]}

    return show


@pytest.fixture
def verified() -> Callable[[], dict[str, Any]]:
    """Return a function that compares a peer with the copies."""
    return lambda name="salford": act("civic_sync_verify", site_user(), name=name)


@pytest.fixture
def all_ids() -> Callable[[], list[str]]:
    """Return a function that returns the ids of all datasets here, in whatever state."""
    return lambda: sorted(model.Session.scalars(model.Session.query(model.Package.id)))
