"""Solr's jars: the exact 128 files, fetched once from Maven Central and checked by SHA-256.

``solr/jars.csv``, the lock file, holds ``coordinate, sha256, size_bytes`` of each. It was made from
:data:`COORDINATES` by ``python -m ckanext.civic.portal.jars``; do so again for another version.
The last two coordinates are needed: without them the resolver leaves the wrong inject API.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.private_files import make_private_folder

COORDINATES = (
    "org.apache.solr:solr-core:9.9.0",
    "org.eclipse.jetty:jetty-servlet:10.0.22",
    "org.eclipse.jetty:jetty-xml:10.0.22",
    "jakarta.inject:jakarta.inject-api:2.0.1",
    "jakarta.annotation:jakarta.annotation-api:2.1.1",
)
LOCK_FILE = Path(__file__).parent / "solr" / "jars.csv"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked jar: ``group:artifact:version[:classifier]``, its SHA-256 in hex, its size."""

    coordinate: str
    sha256: str
    size_bytes: int

    @property
    def filename(self) -> str:
        _, artifact, version, *classifier = self.coordinate.split(":")
        return "-".join([artifact, version, *classifier]) + ".jar"

    def is_intact(self, path: Path) -> bool:
        """Tell whether ``path`` is this jar, by its checksum."""
        try:
            return hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256
        except FileNotFoundError:
            return False


def locked(lock_file: Path = LOCK_FILE) -> list[Jar]:
    """Read the lock file."""
    with lock_file.open(encoding="utf-8", newline="") as file:
        return [
            Jar(row["coordinate"], row["sha256"], int(row["size_bytes"]))
            for row in csv.DictReader(file)
        ]


def cache_folder(fallback: Path) -> Path:
    """Answer the folder of downloads that installations share.

    ``CIVIC_CACHE``, else ``ckanext-civic`` in the user's cache folder, else ``fallback`` when
    the user has no home folder to write in.
    """
    named = os.environ.get("CIVIC_CACHE")
    if named:
        return make_private_folder(Path(named).expanduser().absolute())
    users = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    try:
        return make_private_folder(users / "ckanext-civic")
    except OSError:
        return make_private_folder(fallback)


def collect(
    folder: Path, report: Callable[[str], object], jars: Iterable[Jar] | None = None
) -> list[Path]:
    """Answer the paths of all jars in ``folder``, fetched first where missing or damaged.

    Needs no network when all are there. Raises CivicError when a jar cannot be had or is not
    the one that was locked; nothing is left half-written.
    """
    wanted = locked() if jars is None else list(jars)
    make_private_folder(folder)
    with ThreadPoolExecutor(8) as pool:
        intact = list(pool.map(lambda jar: jar.is_intact(folder / jar.filename), wanted))
        missing = [jar for jar, is_intact in zip(wanted, intact, strict=True) if not is_intact]
        if missing:
            megabytes = sum(jar.size_bytes for jar in missing) / 1e6
            report(f"Downloading Solr: {len(missing)} files, {megabytes:.0f} MB, once …")
            for done, _ in enumerate(pool.map(lambda jar: _fetch(jar, folder), missing), start=1):
                if done % 32 == 0 or done == len(missing):
                    report(f"Downloading Solr: {done} of {len(missing)} files")
    return [folder / jar.filename for jar in wanted]


def _fetch(jar: Jar, folder: Path) -> None:
    """Download one jar beside its place, check it, and move it there in one step."""
    target = folder / jar.filename
    problem = ""
    for _ in range(_ATTEMPTS):
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            body = _download(jar)
        except Exception as error:  # jgo raises RuntimeError, requests its own tree
            problem = f"{type(error).__name__}: {error}"
            continue
        if hashlib.sha256(body).hexdigest() == jar.sha256:
            beside.write_bytes(body)
            beside.replace(target)
            return
        problem = f"its checksum is not the expected {jar.sha256}"
    raise CivicError(
        f"{jar.filename} could not be downloaded ({problem}).",
        place=Place(step="download Solr"),
        advice="Check the connection to Maven Central (repo.maven.apache.org), then run it again:"
        " what has arrived is kept.",
    )


def _download(jar: Jar) -> bytes:
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.util import http

    group, artifact, version, *_ = jar.coordinate.split(":")
    address = f"{MAVEN_CENTRAL_URL}/{group.replace('.', '/')}/{artifact}/{version}/{jar.filename}"
    response = http.get(address, timeout=60)
    response.raise_for_status()
    return response.content


def relock(coordinates: Iterable[str] = COORDINATES) -> str:
    """Resolve the coordinates with jgo and answer the text of a new lock file."""
    import jgo

    rows = []
    for artifact in jgo.resolve("+".join(coordinates)):
        path = artifact.resolve()
        parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
        body = path.read_bytes()
        coordinate = ":".join(part for part in parts if part)
        rows.append((coordinate, hashlib.sha256(body).hexdigest(), len(body)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("coordinate", "sha256", "size_bytes"))
    writer.writerows(sorted(rows))
    return text.getvalue()


if __name__ == "__main__":
    LOCK_FILE.write_text(relock(), encoding="utf-8")
