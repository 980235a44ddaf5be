"""How many questions the portal puts to its store at a time.

A question holds one of the portal's threads and a core of the store's for up to the time limit, so
only a few run at once, in all processes of the portal together. Who runs stands in Redis, each with
the time at which it is over at the latest: a process that dies gives its place back. Without Redis
each process counts its own.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import ckan.plugins.toolkit as tk
import redis

from ..errors import Busy
from .quick_redis import quick_redis

# places that are over are given back; then one is taken when there are fewer than the limit
_TAKE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
redis.call('EXPIREAT', KEYS[1], math.ceil(ARGV[3]) + 60)
return 1
"""

_lock = threading.Lock()
_taken_here: dict[str, set[str]] = defaultdict(set)


@contextmanager
def query_slot(*, limit: int, seconds: float, kind: str = "queries") -> Iterator[None]:
    """Hold one of ``limit`` places of a kind, for at most ``seconds``.

    Raises Busy when none is free.
    """
    key = f"ckan:{tk.config.get('ckan.site_id', 'default')}:civic_rdf:{kind}"
    name, now = secrets.token_hex(8), time.time()
    connection = quick_redis()
    try:
        is_mine = bool(connection.eval(_TAKE, 1, key, now, limit, now + seconds, name))
    except redis.RedisError:
        is_mine = _take_here(key, name, limit)
    if not is_mine:
        raise Busy("Too many queries are running.", advice="Ask again in a few seconds.", after_s=5)
    try:
        yield
    finally:
        with _lock:
            _taken_here[key].discard(name)
        with suppress(redis.RedisError):  # its time will run out
            connection.zrem(key, name)


def _take_here(key: str, name: str, limit: int) -> bool:
    with _lock:
        if len(_taken_here[key]) >= limit:
            return False
        _taken_here[key].add(name)
        return True
