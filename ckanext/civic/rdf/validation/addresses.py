"""Addresses with a user's name or password: what the shapes cannot see, as it is not published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..mapping.terms import DCAT, FOAF, has_user, segment
from .results import Result

CREDENTIALS = "Credentials"  # stands where a SHACL result names its constraint component
_OF_A_FILE = ("url", "access_url", "download_url")
_FILE, _DATASET = (DCAT.Distribution[1:-1],), (DCAT.Dataset[1:-1],)


def with_credentials(dataset: Mapping[str, Any]) -> Iterator[Result]:
    """Yield one result for each file of ``dataset``, and its own address, that holds a password.

    ``dataset`` has ``id``, ``url`` and ``resources`` as ``package_show`` gives them. The address
    itself is in no result. Source: RFC 3986, 3.2.1 and 7.5 (user information is sensitive).
    """
    iri = f"urn:x-dataset:{segment(dataset['id'])}"
    if has_user(dataset.get("url")):
        yield _result(iri, FOAF.page, _DATASET)
    for resource in dataset.get("resources") or ():
        if any(has_user(resource.get(field)) for field in _OF_A_FILE):
            yield _result(f"{iri}/resource/{segment(resource['id'])}", DCAT.accessURL, _FILE)


def _result(focus: str, path: str, kinds: tuple[str, ...]) -> Result:
    message = "The address holds user information, so that it is not published."
    return Result(focus, path[1:-1], CREDENTIALS, "", True, message, kinds)
