"""Whole dumps as files, made beforehand by the worker or while somebody fetches one.

The file is only a copy: whoever serves one has asked `before_serving` and for the catalogue's
state at that moment, and takes the file of just that state.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan.lib import jobs as ckan_jobs
from ckan.lib.redis import connect_to_redis
from redis.exceptions import RedisError

from .. import config
from ..dumps import DumpFormat, dump_format
from ..dumps.folder import Copy, DumpFolder
from .before_serving import before_serving
from .catalog_dump import CatalogDump
from .catching_up import is_first_time
from .snapshot import CatalogState, catalog_state, snapshot

log = logging.getLogger(__name__)

JOB_TIMEOUT_S = 4 * 3600


def folder() -> DumpFolder | None:
    """Return where this host keeps its dumps, if it has a place for them."""
    path = config.dump_folder()
    return DumpFolder(path) if path else None


def kept_file(format: DumpFormat, state: CatalogState) -> Path | None:
    """Return the file of just this state, if it is there; note that somebody asked."""
    files = folder()
    if files is None:
        return None
    files.note_asked(format.ending)
    return files.find(format.ending, state.version)


def note_asked(format: DumpFormat) -> None:
    """Note that somebody asked for a format: it is made beforehand from now on."""
    files = folder()
    if files is not None:
        files.note_asked(format.ending)


def wanted_formats() -> list[DumpFormat]:
    """Return the formats to make beforehand: the configured ones, and what people asked for."""
    files = folder()
    if files is None:
        return []
    endings = sorted({*config.dump_formats(), *files.asked()})
    found = ((ending, dump_format(ending)) for ending in endings)
    return [format for ending, format in found if format and format.ending == ending]


def build_files() -> list[str]:
    """Make the file of every wanted format that is not there; return the endings of the new ones.

    Whatever belongs to another state of the catalogue is removed first.
    """
    files, made = folder(), []
    if files is None:
        return []
    before_serving()
    files.clear([catalog_state().version[:32]])
    for format in wanted_formats():
        if files.find(format.ending, catalog_state().version) is None and _build(format, files):
            made.append(format.ending)
    return made


def _build(format: DumpFormat, files: DumpFolder) -> bool:
    """Make one file; False when somebody else is at it, or something was hidden meanwhile."""
    with files.building(format.ending) as is_mine:
        if not is_mine:
            return False
        with snapshot() as now:
            dump = CatalogDump(now, format)
            for _ in _copied(dump, files):
                pass
        return files.find(format.ending, now.state.version) is not None


def kept_meanwhile(dump: CatalogDump) -> Iterator[bytes]:
    """Yield a dump for somebody who fetches it, and keep it as a file when it is whole.

    A disk that is full, or another builder, keeps nobody from being served.
    """
    files = folder()
    with contextlib.ExitStack() as stack:
        is_mine = False
        try:
            is_mine = files is not None and stack.enter_context(files.building(dump.format.ending))
        except OSError as error:
            log.warning("No dump is kept: %s", error.strerror)
        yield from _copied(dump, files) if files and is_mine else dump.chunks()


def _copied(dump: CatalogDump, files: DumpFolder) -> Iterator[bytes]:
    copy = Copy(files, dump.format.ending)
    try:
        for chunk in dump.chunks():
            copy.write(chunk)
            yield chunk
        if dump.is_whole:
            copy.keep(dump.snapshot.state.version)
    finally:
        copy.close()
    if copy.fault:
        log.warning("A dump is not kept: %s", copy.fault)


def wake_builder() -> None:
    """Queue the making of files for a while from now, unless that is queued.

    The wait gathers the changes that come together. Without a queue the files are made when
    somebody asks.
    """
    if is_first_time() or not wanted_formats():
        return
    from ..jobs import build_dumps

    wait_s = config.dump_wait_s()
    try:
        if connect_to_redis().set(_waiting_key(), "1", nx=True, ex=wait_s + 300):
            ckan_jobs.get_queue().enqueue_in(
                timedelta(seconds=wait_s), build_dumps, job_timeout=JOB_TIMEOUT_S
            )
    except RedisError:
        log.warning("No job queue: whole dumps are made when they are asked for")


def builder_woke() -> None:
    """Let the next making of files be queued; call it before the catalogue is read."""
    connect_to_redis().delete(_waiting_key())


def _waiting_key() -> str:
    return f"ckan:{tk.config.get('ckan.site_id')}:civic-rdf:dumps-waiting"
