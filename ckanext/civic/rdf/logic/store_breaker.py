"""Who asks for a page does not wait for a store that has just been found away.

When the store gives no answer at all, whoever else would read it for a page is told so at once, for
a few seconds; then one may try, and the rest still need not wait. That the store is away stands in
Redis for all processes of the portal, and expires there; without Redis each process finds out for
itself. Writes and the questions of strangers have limits of their own and go on trying.
"""

from __future__ import annotations

import threading
import time

import ckan.plugins.toolkit as tk
import redis

from ckanext.civic.core.canonical import sha256_hex

from ..errors import Busy
from ..stores import StoreAddresses
from .quick_redis import quick_redis

AWAY_S = 5  # longer than one try takes, so that there is one at a time
_FORGOTTEN_S = 60

# may one try? where the store is away, whoever asks first after the time, and the time begins anew
_TRY = """
local away = redis.call('GET', KEYS[1])
if not away then return 1 end
if tonumber(away) > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""

_lock = threading.Lock()
_away_here: dict[str, float] = {}


class StoreBreaker:
    """Remembers of one store, for the whole portal, whether it was away when last asked."""

    def __init__(self, addresses: StoreAddresses) -> None:
        site = tk.config.get("ckan.site_id", "default")
        self._key = f"ckan:{site}:civic_rdf:away:{sha256_hex(addresses.query.encode())[:16]}"

    def check(self) -> None:
        """Raise Busy when the store is away and it is nobody's turn to try."""
        now = time.time()
        try:
            args = (now, now + AWAY_S, _FORGOTTEN_S)
            may_try = bool(quick_redis().eval(_TRY, 1, self._key, *args))
        except redis.RedisError:
            may_try = self._may_try_here(now)
        if not may_try:
            raise Busy(
                "The quad store does not answer.",
                advice="Ask again in a few seconds.",
                after_s=AWAY_S,
            )

    def open(self) -> None:
        """Say that the store is away."""
        until = time.time() + AWAY_S
        with _lock:
            _away_here[self._key] = until
        try:
            quick_redis().set(self._key, until, ex=_FORGOTTEN_S)
        except redis.RedisError:
            return  # this process knows

    def close(self) -> None:
        """Say that the store has answered."""
        with _lock:
            _away_here.pop(self._key, None)
        try:
            quick_redis().delete(self._key)
        except redis.RedisError:
            return  # it expires

    def _may_try_here(self, now: float) -> bool:
        with _lock:
            until = _away_here.get(self._key)
            if until is not None and until > now:
                return False
            if until is not None:
                _away_here[self._key] = now + AWAY_S
            return True
