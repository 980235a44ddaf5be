"""The folder in which one installation keeps everything it makes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.private_files import make_private_folder

# A Unix socket's path may have 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" to its folder.
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
# Such a path needs no quoting in a URL, an ini file or redis.conf.
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


class Home:
    """Name the places below ``root``; every folder is made with mode 0700 when it is asked for."""

    def __init__(self, root: Path | str | None = None) -> None:
        chosen = root or os.environ.get("CIVIC_HOME") or "var"
        self.root = Path(chosen).expanduser().absolute()

    def folder(self, *parts: str) -> Path:
        """Answer the folder ``root/parts…``, made when missing."""
        make_private_folder(self.root)
        path = self.root
        for part in parts:
            path = path / part
            make_private_folder(path)
        return path

    def file(self, name: str) -> Path:
        """Answer the path of a file directly below the root."""
        return self.root / name

    def log(self, service: str) -> Path:
        """Answer the log file of a service."""
        return self.folder("logs") / f"{service}.log"

    def socket_folder(self) -> Path:
        """Answer a private folder whose path is short and plain enough for a Unix socket.

        It is ``root/run`` where that will do, else one below ``/tmp`` that is named after the
        user and the installation, and made anew when the machine's clean-up took it away.
        Raises CivicError when somebody else has put something in its place.
        """
        own = self.root / "run"
        text = str(own)
        if len(text.encode()) <= _LONGEST_SOCKET_FOLDER and _PLAIN.fullmatch(text):
            return self.folder("run")
        short = self._short_folder()
        with contextlib.suppress(FileExistsError):
            short.mkdir(mode=0o700)
        if not _is_private(short):
            raise CivicError(
                f"{short} belongs to somebody else.",
                place=Place(step="make a folder for sockets"),
                advice="Remove it, or choose a short CIVIC_HOME without spaces.",
            )
        return short

    def drop_socket_folder(self) -> None:
        """Remove the folder below ``/tmp``, if there is one: nothing runs any more."""
        short = self._short_folder()
        if _is_private(short):
            shutil.rmtree(short, ignore_errors=True)

    def _short_folder(self) -> Path:
        digest = hashlib.sha256(str(self.root).encode()).hexdigest()[:12]
        return Path("/tmp") / f"civic-{os.geteuid()}-{digest}"


def _is_private(path: Path) -> bool:
    """Tell whether ``path`` is a real folder of ours that nobody else can enter."""
    if path.is_symlink() or not path.is_dir():
        return False
    status = path.stat()
    return status.st_uid == os.geteuid() and status.st_mode & 0o077 == 0
