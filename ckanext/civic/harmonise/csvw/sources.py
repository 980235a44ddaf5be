"""Where files come from: folders that stand for addresses, local files, the web.

An address that a map covers is never fetched, and a mapped folder is never left.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from .errors import InvalidMetadata, UnreadableSource, problem
from .urls import is_absolute, resolve

if TYPE_CHECKING:
    from ckanext.civic.core.http import Client

MOST_METADATA_BYTES = 20 * 1024 * 1024
WELL_KNOWN = ".well-known/csvm"


class NotFound(UnreadableSource):
    """There is nothing at an address."""


@dataclass(frozen=True)
class Resource:
    """A file that was found: on disk, or in memory with the headers of its answer."""

    url: str
    path: Path | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def open(self) -> BinaryIO:
        """Return its bytes as a stream."""
        try:
            return self.path.open("rb") if self.path else io.BytesIO(self.body)
        except OSError as error:
            raise problem(
                UnreadableSource, self.url, f"cannot be opened: {error.strerror}"
            ) from None


class Sources:
    """Finds what addresses stand for.

    ``maps`` maps prefixes of addresses to folders. ``may_read_files`` allows ``file:``
    addresses, for a user's own local start.
    """

    def __init__(
        self,
        maps: Mapping[str, str | Path] | None = None,
        *,
        may_read_files: bool = True,
        client: Client | None = None,
    ) -> None:
        longest_first = sorted((maps or {}).items(), key=lambda item: -len(item[0]))
        self._maps = [(prefix, Path(folder).resolve()) for prefix, folder in longest_first]
        self._client = client
        self.may_read_files = may_read_files

    def address(self, source: str | Path) -> str:
        """Return the address of what a user named: an address, or the path of a local file."""
        text = str(source)
        if isinstance(source, str) and is_absolute(text) and "://" in text:
            return text
        path = Path(text).resolve()
        for prefix, folder in self._maps:
            if path.is_relative_to(folder) and path != folder:
                inside = path.relative_to(folder).as_posix()
                return resolve(prefix if prefix.endswith("/") else prefix + "/", inside)
        return path.as_uri()

    def get(self, url: str) -> Resource:
        """Return what is at ``url``; raises NotFound or UnreadableSource."""
        url = url.partition("#")[0]
        mapped = self._mapped(url)
        if mapped is not None:
            return self._file(url, mapped)
        scheme = urlsplit(url).scheme.lower()
        if scheme == "file":
            if not self.may_read_files:
                raise problem(UnreadableSource, url, "a document from elsewhere names a local file")
            return self._file(url, Path(unquote(urlsplit(url).path)))
        if scheme in ("http", "https"):
            return self._fetched(url)
        raise problem(UnreadableSource, url, "only files, http and https can be read")

    def json(self, url: str) -> tuple[Any, str]:
        """Return the JSON at ``url`` and its address; raises InvalidMetadata, naming the line."""
        resource = self.get(url)
        with resource.open() as stream:
            content = stream.read(MOST_METADATA_BYTES + 1)
        if len(content) > MOST_METADATA_BYTES:
            raise problem(InvalidMetadata, url, f"it is over {MOST_METADATA_BYTES:,} bytes")
        return parse_json(content, resource.url), resource.url

    def site_configuration(self, url: str) -> str | None:
        """Return the site's list of places of metadata (``/.well-known/csvm``), None without."""
        well_known = resolve(url, f"/{WELL_KNOWN}")
        places = [self._mapped(well_known)]
        for prefix, folder in self._maps:
            if _covers(prefix, url):
                places.append(folder / WELL_KNOWN)
        for place in places:
            if place and place.is_file():
                return place.read_text(encoding="utf-8", errors="replace")
        if len(places) > 1 or places[0] or urlsplit(url).scheme not in ("http", "https"):
            return None
        try:
            return self._fetched(well_known).body.decode("utf-8", errors="replace")
        except NotFound:
            return None

    def _mapped(self, url: str) -> Path | None:
        for prefix, folder in self._maps:
            if not _covers(prefix, url):
                continue
            inside = unquote(url[len(prefix) :].partition("#")[0].partition("?")[0]).lstrip("/")
            path = (folder / inside).resolve() if inside else folder
            if "\0" in inside or not path.is_relative_to(folder):
                raise problem(UnreadableSource, url, "it leads out of the folder that is mapped")
            return path
        return None

    def _file(self, url: str, path: Path) -> Resource:
        if not path.is_file():
            raise problem(NotFound, url, "there is no such file", "Check the name and the maps.")
        return Resource(url, path)

    def _fetched(self, url: str) -> Resource:
        from ckanext.civic.core.http import Client, HttpError  # slow to load, seldom needed

        if self._client is None:
            self._client = Client()
        try:
            answer = self._client.get(url)
        except HttpError as error:
            if error.status is not None and error.status >= 400:
                raise problem(NotFound, url, f"the server answered {error.status}") from None
            raise
        return Resource(answer.url, body=answer.body, headers=answer.headers)


def _covers(prefix: str, url: str) -> bool:
    if not url.startswith(prefix):
        return False
    return prefix.endswith("/") or url[len(prefix) : len(prefix) + 1] in ("", "/", "?", "#")


def parse_json(content: bytes, name: str) -> Any:
    """Return JSON values; raises InvalidMetadata with line and column."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON number")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=refuse)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise problem(InvalidMetadata, name, f"{place}: invalid JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise problem(InvalidMetadata, name, f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise problem(InvalidMetadata, name, "its values are nested too deep") from None
    except ValueError as error:
        raise problem(InvalidMetadata, name, f"invalid JSON: {error}") from None


def parse_maps(options: Sequence[str]) -> dict[str, str]:
    """Return ``URL-PREFIX=DIR`` options as a mapping; raises ValueError."""
    found: dict[str, str] = {}
    for option in options:
        prefix, equals, folder = option.rpartition("=")
        if not equals or not is_absolute(prefix) or not Path(folder).is_dir():
            raise ValueError(f"{option!r} is not URL-PREFIX=DIR with a folder that exists")
        found[prefix] = folder
    return found
