"""The rows that a dataset should have in the store, and their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ckan.lib import uploader

from ckanext.civic.core.errors import Place
from ckanext.civic.core.http import AddressRefused, Client, HttpError, Limits

from .. import config
from ..errors import GraphRefused, RowsUnavailable
from ..graphs.names import GraphNames, graph_names
from ..graphs.rows import CheckedRows, RowsFile, checked_rows, fingerprint
from ..mapping import Site

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class RowsSource:
    """One file of rows: where it lies on this disk, or from where and how it is fetched."""

    name: str
    stored: Path | None
    url: str
    stated_sha256: str | None
    size_bytes: int
    allow_private: frozenset[str]

    @property
    def stored_bytes(self) -> int | None:
        """How big it is, in bytes; None when it must be fetched."""
        try:
            return self.stored.stat().st_size if self.stored else None
        except OSError:
            return None


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

    def sources(self) -> list[RowsSource]:
        """Return where its files are now, on this disk or elsewhere."""
        return [_source(resource) for resource in self._resources]

    def fetch(self, sources: Sequence[RowsSource], folder: Path) -> tuple[CheckedRows, str]:
        """Return the checked rows, as a file in ``folder``, and the hash of what they are made of.

        Raises RowsUnavailable when a file cannot be had now or is not the promised one, and
        GraphRefused when it says what it may not.
        """
        files = [_file(source, folder / str(i)) for i, source in enumerate(sources)]
        rows = checked_rows(files, self._names, folder / "rows.nt")
        return rows, fingerprint(file.sha256 for file in files)


def rows_of(dataset: Mapping[str, Any], site: Site) -> RowsGraph | None:
    """Return the rows that a dataset should have; None when it has none, or may have none."""
    try:
        rows = RowsGraph(dataset, graph_names(dataset, site))
    except GraphRefused:
        return None
    return None if rows.is_empty else rows


def _source(resource: Mapping[str, Any]) -> RowsSource:
    return RowsSource(
        name=str(resource.get("name") or resource.get("id")),
        stored=_stored(resource),
        url=str(resource.get("url") or ""),
        stated_sha256=_stated(resource),
        size_bytes=config.rows_size_bytes(),
        allow_private=config.allowed_private_hosts(),
    )


def _stated(resource: Mapping[str, Any]) -> str | None:
    text = str(resource.get("hash") or "").strip().lower().removeprefix("sha256:")
    return text if _SHA256.fullmatch(text) else None


def _file(source: RowsSource, target: Path) -> RowsFile:
    path = source.stored or _fetched(source, target)
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(1024 * 1024):
                digest.update(chunk)
    except OSError as error:  # replaced or deleted since; the change is queued
        raise RowsUnavailable(
            "The file is not there any more.", place=Place(file=source.name)
        ) from error
    if source.stated_sha256 and digest.hexdigest() != source.stated_sha256:
        raise RowsUnavailable(
            "The file is not the one that its metadata promise (its SHA-256 differs).",
            place=Place(file=source.name),
            advice="It is fetched again later; if it stays so, its portal must publish it again.",
        )
    return RowsFile(path, source.name, digest.hexdigest())


def _stored(resource: Mapping[str, Any]) -> Path | None:
    """Return where an upload lies on this portal's own disk, if it does."""
    if resource.get("url_type") != "upload":
        return None
    upload = uploader.get_resource_uploader(dict(resource))
    path = Path(upload.get_path(resource["id"]))
    return path if path.is_file() else None


def _fetched(source: RowsSource, target: Path) -> Path:
    limits = Limits(
        read_timeout_s=60, total_timeout_s=1800, size_bytes=source.size_bytes, retries=2
    )
    client = Client(allow_private=source.allow_private, limits=limits)
    try:
        return client.download(source.url, target).path
    except AddressRefused as error:
        raise GraphRefused(
            f"The file's address is refused: {error.message}",
            place=Place(file=source.name, peer=error.url),
            advice="If that host is trusted, add it to ckanext.civic.rdf.allow_private_hosts.",
        ) from error
    except HttpError as error:
        raise RowsUnavailable(
            f"The file could not be fetched: {error.message}",
            place=Place(file=source.name, peer=error.url),
            advice="It is fetched again later.",
        ) from error
