"""Bind a dataset's content hash to the bytes of its uploaded files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import files
from ckan.lib.uploader import get_resource_uploader
from werkzeug.datastructures import FileStorage

_CHUNK_SIZE_BYTES = 1 << 20


def stamp_hashes(resources: Iterable[dict[str, Any]], stored: dict[str, Any]) -> None:
    """Set ``hash`` of each uploaded file to the SHA-256 of its bytes, in hexadecimal.

    ``resources`` are the dicts that are about to be saved, ``stored`` the ``model.Resource`` by
    id that they replace. A file that is not replaced keeps its stored hash, whatever the caller
    says; a link keeps the hash that the caller gives.
    """
    for resource in resources:
        upload = resource.get("upload")
        if isinstance(upload, FileStorage) and upload.filename:
            resource["hash"] = _stream_hash(upload.stream)
            continue
        before = stored.get(resource.get("id") or "")
        if before is not None and before.hash and _stays_uploaded(resource, before):
            resource["hash"] = before.hash


def replaces_a_file(resources: Iterable[dict[str, Any]], stored: dict[str, Any]) -> bool:
    """Return whether saving ``resources`` would put other bytes behind an existing address.

    Expects the hashes that ``stamp_hashes`` set.
    """
    for resource in resources:
        before = stored.get(resource.get("id") or "")
        if before is None or before.url_type != "upload":
            continue
        if resource.get("clear_upload"):
            return True
        if isinstance(resource.get("upload"), FileStorage) and resource["hash"] != before.hash:
            return True
    return False


def stored_resources(package_id: str) -> dict[str, Any]:
    """Return the active ``model.Resource`` objects of a dataset by id."""
    query = model.Session.query(model.Resource).filter_by(package_id=package_id, state="active")
    return {resource.id: resource for resource in query}


def wrong_files(package_id: str) -> list[tuple[str, str]]:
    """Compare each uploaded file with its stored hash; return (resource name, problem) pairs.

    A file without a stored hash (uploaded before the gate was installed) gets one.
    """
    problems = []
    for resource in stored_resources(package_id).values():
        if resource.url_type != "upload":
            continue
        name = resource.name or resource.url
        found = _stored_file_hash(resource)
        if found is None:
            problems.append((name, tk._("The file is missing. Upload it again.")))
        elif not resource.hash:
            resource.hash = found
        elif resource.hash != found:
            problems.append(
                (name, tk._("The file was changed outside the portal. Upload it again."))
            )
    return problems


def _stays_uploaded(resource: dict[str, Any], before: Any) -> bool:
    return (
        before.url_type == "upload"
        and resource.get("url_type", "upload") == "upload"
        and not resource.get("clear_upload")
    )


def _stored_file_hash(resource: Any) -> str | None:
    """Return the SHA-256 of an uploaded file, None when it cannot be read."""
    uploader = get_resource_uploader({"id": resource.id, "url": resource.url})
    storage = getattr(uploader, "storage", None)
    try:
        if storage is not None:
            location = files.Location(uploader.get_path(resource.id))
            return _chunks_hash(storage.stream(files.FileData(location)))
        with Path(uploader.get_path(resource.id)).open("rb") as file:
            return _chunks_hash(_chunks(file))
    except (OSError, files.exc.FilesError):
        return None


def _stream_hash(stream: Any) -> str:
    stream.seek(0)
    found = _chunks_hash(_chunks(stream))
    stream.seek(0)
    return found


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(_CHUNK_SIZE_BYTES), b"")


def _chunks_hash(chunks: Iterable[bytes]) -> str:
    sha256 = hashlib.sha256()
    for chunk in chunks:
        sha256.update(chunk)
    return sha256.hexdigest()
