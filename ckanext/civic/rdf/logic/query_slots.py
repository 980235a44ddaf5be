"""How many questions of strangers the portal answers at a time.

A question holds one of the portal's threads and a core of the store's for up to the time limit, so
only a few run at once, in all processes of the portal together. Who runs stands in Redis, each with
the time at which it is over at the latest: a process that dies gives its place back.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import ckan.plugins.toolkit as tk
import redis
from ckan.lib.redis import connect_to_redis

from ..errors import Busy, StoreUnavailable

# places that are over are given back; then one is taken when there are fewer than the limit
_TAKE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
redis.call('EXPIREAT', KEYS[1], math.ceil(ARGV[3]) + 60)
return 1
"""


@contextmanager
def query_slot(*, limit: int, seconds: float) -> Iterator[None]:
    """Hold one of ``limit`` places, for at most ``seconds``.

    Raises Busy when none is free, and StoreUnavailable when Redis does not answer.
    """
    connection = connect_to_redis()
    key = f"ckan:{tk.config.get('ckan.site_id', 'default')}:civic_rdf:queries"
    name, now = secrets.token_hex(8), time.time()
    try:
        is_mine = connection.eval(_TAKE, 1, key, now, limit, now + seconds, name)
    except redis.RedisError as error:
        raise StoreUnavailable("The portal cannot count its queries just now.") from error
    if not is_mine:
        raise Busy("Too many queries are running.", advice="Ask again in a few seconds.", after_s=5)
    try:
        yield
    finally:
        with suppress(redis.RedisError):  # its time will run out
            connection.zrem(key, name)
