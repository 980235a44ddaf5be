"""Redis for what a page asks of it on its way: it answers at once, or counts as away."""

from __future__ import annotations

from functools import lru_cache

import ckan.plugins.toolkit as tk
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

TIMEOUT_S = 1


def quick_redis() -> redis.Redis:
    """Return CKAN's Redis; a command raises redis.RedisError after a second or two at most.

    CKAN's own connection tries again for many seconds.
    """
    return _client(str(tk.config["ckan.redis.url"]))


@lru_cache(maxsize=4)
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),  # a connection may have been closed while it was idle
    )
