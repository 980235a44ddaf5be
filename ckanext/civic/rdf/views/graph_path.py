"""Where a graph can be read on this portal."""

from __future__ import annotations

from urllib.parse import quote

from .. import config


def graph_path(graph: str) -> str:
    """Return the path for a graph: its own here, and for a copy one that names it whole."""
    own = f"{config.site().uri_base}/graph/"
    if graph.startswith(own):
        return f"/graph/{graph[len(own) :]}"
    return f"/graph?graph={quote(graph, safe='')}"
