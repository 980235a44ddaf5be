"""The rows that a dataset should have in the store, and their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ckan.lib import uploader

from ckanext.civic.core.errors import Place
from ckanext.civic.core.http import AddressRefused, Client, HttpError, Limits

from .. import config
from ..errors import GraphRefused, RowsUnavailable
from ..graphs.names import GraphNames
from ..graphs.rows import CheckedRows, RowsFile, checked_rows, fingerprint

_SHA256 = re.compile(r"[0-9a-f]{64}")


class RowsGraph:
    """The dataset's rows: the N-Quads files that harmonise made of them."""

    kind = "rows"

    def __init__(self, dataset: Mapping[str, Any], names: GraphNames) -> None:
        self.graph = names.rows
        self._names = names
        self._resources: Sequence[Mapping[str, Any]] = [
            resource
            for resource in dataset.get("resources") or ()
            if resource.get("civic_output") == "nquads"
        ]

    @property
    def is_empty(self) -> bool:
        return not self._resources

    @property
    def stated_sha256(self) -> str | None:
        """The hash that the files' metadata promise; None when one of them promises none."""
        hashes = [_stated(resource) for resource in self._resources]
        return None if None in hashes else fingerprint(filter(None, hashes))

    def fetch(self, folder: Path) -> tuple[CheckedRows, str]:
        """Return the checked rows, as a file in ``folder``, and the hash of what they are made of.

        Raises RowsUnavailable when a file cannot be had now or is not the promised one, and
        GraphRefused when it says what it may not.
        """
        files = [_file(resource, folder / str(i)) for i, resource in enumerate(self._resources)]
        rows = checked_rows(files, self._names, folder / "rows.nt")
        return rows, fingerprint(file.sha256 for file in files)


def _stated(resource: Mapping[str, Any]) -> str | None:
    text = str(resource.get("hash") or "").strip().lower().removeprefix("sha256:")
    return text if _SHA256.fullmatch(text) else None


def _file(resource: Mapping[str, Any], target: Path) -> RowsFile:
    name = str(resource.get("name") or resource.get("id"))
    path = _stored(resource)
    if path is None:
        path = _fetched(resource, target, name)
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(1024 * 1024):
            digest.update(chunk)
    stated = _stated(resource)
    if stated and digest.hexdigest() != stated:
        raise RowsUnavailable(
            "The file is not the one that its metadata promise (its SHA-256 differs).",
            place=Place(file=name),
            advice="It is fetched again later; if it stays so, its portal must publish it again.",
        )
    return RowsFile(path, name, digest.hexdigest())


def _stored(resource: Mapping[str, Any]) -> Path | None:
    """Return where an upload lies on this portal's own disk, if it does."""
    if resource.get("url_type") != "upload":
        return None
    upload = uploader.get_resource_uploader(dict(resource))
    path = Path(upload.get_path(resource["id"]))
    return path if path.is_file() else None


def _fetched(resource: Mapping[str, Any], target: Path, name: str) -> Path:
    limits = Limits(
        read_timeout_s=60, total_timeout_s=1800, size_bytes=config.rows_size_bytes(), retries=2
    )
    client = Client(allow_private=config.allowed_private_hosts(), limits=limits)
    try:
        return client.download(str(resource.get("url") or ""), target).path
    except AddressRefused as error:
        raise GraphRefused(
            f"The file's address is refused: {error.message}",
            place=Place(file=name, peer=error.url),
            advice="If that host is trusted, add it to ckanext.civic.rdf.allow_private_hosts.",
        ) from error
    except HttpError as error:
        raise RowsUnavailable(
            f"The file could not be fetched: {error.message}",
            place=Place(file=name, peer=error.url),
            advice="It is fetched again later.",
        ) from error
