"""A portal in this process that a browser can visit, with lamps and car parks in its store."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rdf.browser.address import ADDRESS, HOST, PORT
from rdf.ckan.conftest import add_rows, app, council, flush, store  # noqa: F401 (fixtures)
from werkzeug.serving import make_server

import factories

GRAPH = f"{ADDRESS}/graph/manchester/parking"
SPACES = (120, 40, 8)


def parking_rows() -> str:
    """Return three car parks as N-Quads: name, kind, spaces and, but for the last, a position."""
    lines = []
    for number, spaces in enumerate(SPACES, start=1):
        site = f"<{ADDRESS}/id/manchester/parking/{number}>"
        facts = [
            (
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                f"<{ADDRESS}/def/parking/ParkingSite>",
            ),
            ("http://www.w3.org/2000/01/rdf-schema#label", f'"Car park {number}"'),
            (
                f"{ADDRESS}/def/parking/spaces",
                f'"{spaces}"^^<http://www.w3.org/2001/XMLSchema#integer>',
            ),
        ]
        if number < len(SPACES):
            decimal = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
            facts += [
                ("http://www.w3.org/2003/01/geo/wgs84_pos#lat", f'"53.4{number}"{decimal}'),
                ("http://www.w3.org/2003/01/geo/wgs84_pos#long", f'"-2.2{number}"{decimal}'),
            ]
        lines += [f"{site} <{name}> {value} <{GRAPH}> .\n" for name, value in facts]
    return "".join(lines)


@pytest.fixture
def live(app: Any) -> Iterator[str]:  # noqa: F811
    """The address of the running portal; it commits to the test's own database."""
    server = make_server(HOST, PORT, app.flask_app, threaded=True)
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield ADDRESS
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def car_parks(council: dict[str, Any], flush: Callable[..., Any]) -> dict[str, Any]:  # noqa: F811
    """A dataset of three car parks, in the store."""
    dataset = factories.dataset(council, name="parking", title="Car parks", license_id="uk-ogl")
    add_rows(dataset, parking_rows())
    flush()
    return dataset
