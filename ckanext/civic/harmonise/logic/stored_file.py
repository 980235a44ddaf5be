"""Read the files that CKAN stores for resources, whichever storage it uses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ckan.lib import uploader

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile

CHUNK_BYTES = 1 << 20


def file_name(resource: Mapping[str, Any]) -> str:
    """Return the name under which a resource's file was uploaded."""
    return str(resource.get("url") or "").rsplit("/", 1)[-1] or str(resource["id"])


def copy_to(resource: Mapping[str, Any], path: Path) -> str:
    """Copy the stored file of a resource to ``path``; return its SHA-256 in hexadecimal.

    Raises UnreadableFile when there is none.
    """
    digest = hashlib.sha256()
    try:
        with path.open("wb") as copy:
            for chunk in _chunks(resource):
                digest.update(chunk)
                copy.write(chunk)
    except FileNotFoundError as error:
        raise UnreadableFile(
            "The portal has no file for this resource.",
            place=Place(file=file_name(resource)),
            advice="Upload the file again.",
        ) from error
    return digest.hexdigest()


def sha256_of(resource: Mapping[str, Any]) -> str | None:
    """Return the SHA-256 of a resource's stored file in hexadecimal; None when there is none."""
    digest = hashlib.sha256()
    try:
        for chunk in _chunks(resource):
            digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def sha256_of_path(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(resource: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the stored file in pieces; raises FileNotFoundError."""
    upload: Any = uploader.get_resource_uploader(dict(resource))
    storage = getattr(upload, "storage", None)
    if storage is None:
        with Path(upload.get_path(resource["id"])).open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
        return
    from ckan.lib import files  # CKAN 2.12 and later only

    location = files.Location(upload.get_path(resource["id"]))
    try:
        yield from storage.stream(files.FileData(location))
    except files.exc.MissingFileError as error:
        raise FileNotFoundError(str(location)) from error
