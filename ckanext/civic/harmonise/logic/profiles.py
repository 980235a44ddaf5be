"""What stands in the columns of a resource's file: read once a version of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..editor.table_profile import TableProfile, profile_table
from ..readers import Source, Table, open_table
from . import private_files, stored_file

_FORM = "2"  # of the stored profile; another number reads the files anew


def version_of(resource: Mapping[str, Any]) -> str:
    """Return what changes whenever the resource's file is replaced."""
    parts = (resource.get("id"), resource.get("last_modified"), resource.get("url"))
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


@contextmanager
def copy_of(resource: Mapping[str, Any]) -> Iterator[Path]:
    """Give the resource's file as a copy that goes afterwards; raises UnreadableFile."""
    with TemporaryDirectory(prefix="civic-harmonise-") as folder:
        path = Path(folder) / "source"
        stored_file.copy_to(resource, path)
        yield path


def table_of(path: Path, resource: Mapping[str, Any], source: Mapping[str, Any]) -> Table:
    """Open a copy of a resource's file as a table; ``source`` is that of a crosswalk."""
    return open_table(path, Source(**source), stored_file.file_name(resource))


def header_of(resource: Mapping[str, Any]) -> list[str]:
    """Return the headings of a resource's file; raises HarmoniseError when it cannot be read."""
    with copy_of(resource) as copy:
        return list(table_of(copy, resource, {}).header)


def profile_of(resource: Mapping[str, Any], source: Mapping[str, Any]) -> TableProfile:
    """Return the profile of a resource's file, from the last time when nothing changed.

    Raises HarmoniseError when the file cannot be read.
    """
    wanted = sha256(
        json.dumps([_FORM, version_of(resource), source], sort_keys=True, default=str).encode()
    ).hexdigest()
    folder = private_files.folder("profiles", str(resource["id"]))
    path = folder / "profile.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["of"] == wanted:
            return TableProfile.from_dict(stored["profile"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or one of another release
    with copy_of(resource) as copy:
        profile = profile_table(table_of(copy, resource, source))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps({"of": wanted, "profile": profile.as_dict()}, ensure_ascii=False, default=str)
    partial = folder / "profile.json.partial"
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
    return profile
