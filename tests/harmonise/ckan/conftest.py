"""A dataset with a council's car parks, uploaded as the council writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from harmonise.car_parks import CAR_PARKS
from harmonise.file_steps import Visit

import factories


@pytest.fixture
def council(civic_db: None) -> dict[str, Any]:
    """A council named ``salford``."""
    return factories.council(name="salford")


@pytest.fixture
def package(council: dict[str, Any]) -> dict[str, Any]:
    """A public dataset ``car-parks`` of the council."""
    return factories.dataset(council, name="car-parks", title="Car parks")


@pytest.fixture
def source(package: dict[str, Any], clean_queues: None) -> dict[str, Any]:
    """An uploaded file with two car parks that names its crosswalk."""
    return factories.uploaded_csv(
        package, CAR_PARKS, "parking.csv", civic_crosswalk="salford-parking"
    )


@pytest.fixture
def run(source: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Run the source (or another resource) through the action API."""

    def call(resource: dict[str, Any] = source, user: str | None = None) -> dict[str, Any]:
        user = user or factories.site_user()
        return factories.act("civic_harmonise_resource_run", user, id=resource["id"])

    return call


@pytest.fixture
def dataset(package: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """Return the dataset as it is now."""
    return lambda: factories.act("package_show", factories.site_user(), id=package["id"])


@pytest.fixture
def outputs(dataset: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, dict[str, Any]]]:
    """Return the outputs in the dataset as it is now, by kind."""
    return lambda: {
        resource["civic_output"]: resource
        for resource in dataset()["resources"]
        if resource.get("civic_output")
    }


@pytest.fixture
def replace_file() -> Callable[..., dict[str, Any]]:
    """Upload another file in place of a resource's."""
    import io

    from werkzeug.datastructures import FileStorage

    def call(resource: dict[str, Any], text: str, **fields: Any) -> dict[str, Any]:
        upload = FileStorage(io.BytesIO(text.encode()), "parking.csv")
        return factories.act(
            "resource_update",
            factories.site_user(),
            id=resource["id"],
            upload=upload,
            url="parking.csv",
            **{"name": "parking.csv", "format": "CSV", **fields},
        )

    return call


@pytest.fixture
def users(council: dict[str, Any]) -> dict[str, str]:
    """People of the council and outside it, by role."""
    return factories.users_of(council)


@pytest.fixture
def plain(package: dict[str, Any], clean_queues: None) -> dict[str, Any]:
    """The car parks, uploaded without a word on how they are read."""
    return factories.uploaded_csv(package, CAR_PARKS, "parking.csv")


@pytest.fixture
def visit(app: Any, package: dict[str, Any], plain: dict[str, Any], users: dict[str, str]) -> Visit:
    """An editor's way through the pages of that file."""
    return Visit(app, package, plain, users["editor"])
