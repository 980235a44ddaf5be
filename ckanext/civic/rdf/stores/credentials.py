"""Proves to a store who asks; what proves it is in no error and no representation.

Source: RFC 7617 (Basic), RFC 6750 (Bearer), RFC 7616 (Digest).
"""

from __future__ import annotations

import base64

from requests.auth import HTTPDigestAuth
from requests.utils import parse_dict_header

KINDS = ("basic", "digest", "bearer")


class Credentials:
    """Gives the Authorization header of each request. Use it in one thread.

    Raises ValueError for a ``kind`` that is none of ``KINDS``.
    """

    def __init__(self, kind: str, user: str, password: str) -> None:
        if kind not in KINDS:
            raise ValueError(f"a store's credentials are {', '.join(KINDS)}")
        self._kind, self._user, self._password = kind, user, password
        self._digest = HTTPDigestAuth(user, password)
        self._digest.init_per_thread_state()
        self._is_challenged = False

    def header(self, method: str, address: str) -> str | None:
        """Return the header for a request; None where there is nothing to say, or not yet."""
        if self._kind == "bearer":
            return f"Bearer {self._password}" if self._password else None
        if not self._user:
            return None
        if self._kind == "basic":
            pair = f"{self._user}:{self._password}".encode()
            return "Basic " + base64.b64encode(pair).decode("ascii")
        return self._digest.build_digest_header(method, address) if self._is_challenged else None

    def learn(self, challenge: str) -> bool:
        """Take in a 401's WWW-Authenticate; tell whether asking again can help."""
        scheme, _, rest = challenge.partition(" ")
        if self._kind != "digest" or not self._user or scheme.lower() != "digest":
            return False
        asked = parse_dict_header(rest)
        is_new = not self._is_challenged or (asked.get("stale") or "").lower() == "true"
        if is_new and {"realm", "nonce"} <= set(asked):
            self._digest._thread_local.chal = asked
            self._is_challenged = True
            return True
        return False
