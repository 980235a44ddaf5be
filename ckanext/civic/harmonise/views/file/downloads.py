"""Files that only people who may edit the dataset can have; no cache keeps them."""

from __future__ import annotations

from pathlib import Path

from flask import send_file
from werkzeug.wrappers import Response

MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}


def sent(path: Path) -> Response:
    """Return a private file as a download."""
    kind = MEDIA_TYPES.get(path.suffix, "application/octet-stream")
    answer = send_file(path, mimetype=kind, as_attachment=True, download_name=path.name)
    return _private(answer)


def download(text: str, kind: str, name: str) -> Response:
    """Return a text as a download."""
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
