"""A small client of CKAN's action API, for the demo's people: officers, reviewers, visitors."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from urllib3.filepost import encode_multipart_formdata

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.core.http import Client, HttpError, Limits

ANY_STATUS = range(200, 600)


class ActionError(CivicError):
    """An action that CKAN refused; ``status`` is the HTTP status."""

    def __init__(self, message: str, *, url: str, action: str, status: int) -> None:
        super().__init__(message, place=Place(peer=url, step=action))
        self.status = status


class PortalApi:
    """Call actions of one portal, as the owner of ``token`` or as a visitor."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._headers = {"Authorization": token} if token else {}
        limits = Limits(read_timeout_s=280, total_timeout_s=300)
        self._client = Client(allow_private=[urlsplit(url).netloc], limits=limits)

    def action(self, name: str, /, **parameters: Any) -> Any:
        """Return the result of action ``name``; raises ActionError when CKAN refuses it."""
        headers = {**self._headers, "Content-Type": "application/json"}
        return self._post(name, json.dumps(parameters).encode(), headers)

    def upload(self, name: str, file_name: str, content: bytes, /, **parameters: Any) -> Any:
        """Call action ``name`` with ``content`` as the uploaded file of a resource."""
        kind = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        fields: dict[str, Any] = {key: str(value) for key, value in parameters.items()}
        fields["upload"] = (file_name, content, kind)
        body, content_type = encode_multipart_formdata(fields)
        return self._post(name, body, {**self._headers, "Content-Type": content_type})

    def find(self, name: str, /, **parameters: Any) -> Any | None:
        """Return the result of action ``name``, or None when there is no such object."""
        try:
            return self.action(name, **parameters)
        except ActionError as error:
            if error.status in (403, 404):
                return None
            raise

    def page(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Return status and text of any page of the portal."""
        response = self._client.request(
            "GET", self.url + path, headers={**self._headers, **(headers or {})}, expect=ANY_STATUS
        )
        return response.status, response.body.decode("utf-8", "replace")

    def sparql(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SPARQL SELECT: column to plain value, empty where there is none."""
        response = self._client.request(
            "POST",
            f"{self.url}/sparql",
            data=query.encode(),
            headers={
                "Content-Type": "application/sparql-query",
                "Accept": "application/sparql-results+json",
            },
        )
        answer = response.json()
        columns = answer["head"]["vars"]
        return [
            {name: row[name]["value"] if name in row else "" for name in columns}
            for row in answer["results"]["bindings"]
        ]

    def _post(self, action: str, body: bytes, headers: dict[str, str]) -> Any:
        url = f"{self.url}/api/action/{action}"
        response = self._client.request("POST", url, data=body, headers=headers, expect=ANY_STATUS)
        try:
            answer = response.json()
        except HttpError as error:
            raise ActionError(
                f"Answered {response.status}.", url=self.url, action=action, status=response.status
            ) from error
        if not answer.get("success"):
            message = _plain(answer.get("error"))
            raise ActionError(message, url=self.url, action=action, status=response.status)
        return answer["result"]


def _plain(error: Any) -> str:
    """Return CKAN's error dict as one line of text."""
    if not isinstance(error, dict):
        return str(error)
    parts = []
    for name, value in error.items():
        if name == "__type":
            continue
        texts = value if isinstance(value, list) else [value]
        text = " ".join(str(item) for item in texts)
        parts.append(text if name == "message" else f"{name}: {text}")
    return "; ".join(parts)
