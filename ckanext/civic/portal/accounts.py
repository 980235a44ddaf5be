"""Users and their API tokens, through the portal's own action API."""

from __future__ import annotations

import json
from typing import Any

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.portals import Portal

ADMIN = "admin"
TOKEN_NAME = "civic"


class Accounts:
    """The users of one portal, seen by its administrator."""

    def __init__(self, portal: Portal, credentials: Credentials) -> None:
        self._portal = portal
        self._credentials = credentials

    def token(self, user: str) -> str:
        """Answer an API token of ``user``, made (the user too) when first asked for, then kept.

        Raises CivicError when it has to be made and the portal does not run.
        """
        key = f"token {self._portal.name} {user}"
        known = self._credentials.find(key)
        if known:
            return known
        if self._action("user_show", {"id": user}, missing_is_none=True) is None:
            password = self._credentials.get(f"password {self._portal.name} {user}")
            mail = f"{user}@{self._portal.name}.invalid"
            self._action("user_create", {"name": user, "email": mail, "password": password})
        token = self._action("api_token_create", {"user": user, "name": TOKEN_NAME})["token"]
        self._credentials.put(key, token)
        return token

    def _action(self, name: str, values: dict[str, str], *, missing_is_none: bool = False) -> Any:
        """Call an action as the administrator; answer its result."""
        status, body = ask(
            f"{self._portal.url}/api/action/{name}",
            headers={
                "Authorization": self._credentials.find(f"token {self._portal.name} {ADMIN}") or "",
                "Content-Type": "application/json",
            },
            body=json.dumps(values).encode(),
            timeout_s=60,
        )
        if status == 404 and missing_is_none:
            return None
        if status != 200:
            reason = body.decode(errors="replace")[:300] if status else "nobody answers"
            raise CivicError(
                f"the portal {self._portal.name} refuses: {reason}",
                place=Place(step=name),
                advice="See whether it runs: civic status" if not status else "",
            )
        return json.loads(body)["result"]
