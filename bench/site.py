"""A CKAN in this process, on an environment of its own in the embedded stack."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"


def home() -> Path:
    """Return the folder of the embedded stack that the benchmarks use."""
    return Path(os.environ.get("CIVIC_HOME") or PROJECT / "var" / "bench").resolve()


def configure(name: str, plugins: Sequence[str], **options: str) -> Any:
    """Start the servers, load CKAN with ``plugins`` and return its WSGI application.

    Keyword options are CKAN's, with ``__`` for a dot. Can be done once in a process.
    """
    from ckan.cli import load_config
    from ckan.config.middleware import make_app

    from ckanext.civic.portal.stack import Stack

    os.environ.update(Stack(home()).test_environment(name))
    settings = load_config(str(PROJECT / "test.ini"))
    settings["ckan.plugins"] = " ".join(plugins)
    settings["debug"] = "false"
    settings["testing"] = "false"
    settings["ckan.views.default_views"] = ""
    settings.update({key.replace("__", "."): value for key, value in options.items()})
    return make_app(settings)


def empty(*migrated_plugins: str) -> None:
    """Drop everything in the database and the index; make the tables of the plugins."""
    from ckan import model
    from ckan.cli.db import _run_migrations
    from ckan.common import config
    from ckan.lib import search
    from sqlalchemy import engine_from_config

    model.repo.clean_db()
    model.repo.init_db()
    for plugin in migrated_plugins:
        _run_migrations(plugin)
    # migrations leave an engine that connects anew for each request; CKAN starts with this one
    model.init_model(engine_from_config(dict(config)))
    search.clear_all()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(app: Any, port: int) -> Iterator[str]:
    """Serve an application on loopback; yield its address."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            """Print nothing."""

    server = make_server(HOST, port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
