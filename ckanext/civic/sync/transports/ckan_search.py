"""Read any CKAN portal through ``package_search``, by the ids of its datasets.

Pages follow one another by key (``id`` greater than the last), not by number, so that a dataset
that comes or goes meanwhile shifts nothing. What CKAN calls an error it also sends as JSON, and
a login page answers 200: status, ``success``, types, order and counts are all checked.

Source: CKAN API guide, "Getting started"; https://docs.ckan.org/en/2.12/api/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ckanext.civic.core.errors import Place
from ckanext.civic.core.guarded_adapter import PrivateAddress
from ckanext.civic.core.http import Client, HttpError

from ..errors import CatalogueMoved, PeerError
from ..site_address import DEFAULT_PORTS
from .base import Filters, Page, PeerStatus

# CKAN's own upper limit (ckan.search.rows_max); a peer may have a lower one.
ROWS = 1000
_WAIT = "Nothing was changed here; try again when it answers."
_PRIVATE_OPTION = "ckanext.civic.sync.allow_private_hosts"
_ID = re.compile(r"[!-~]{1,200}")


class CkanSearch:
    """Reads the public catalogue of the portal at ``site``; ``peer`` names it in errors."""

    def __init__(
        self, client: Client, site: str, *, peer: str, filters: Filters | None = None
    ) -> None:
        self._client = client
        self._site = site
        self._peer = peer
        self._filters = filters or Filters()

    def status(self) -> PeerStatus:
        """Return what the peer says of itself; raises PeerError."""
        step = "asked for its status"
        result = self._call("status_show", {}, step=step)
        if not isinstance(result.get("ckan_version"), str):
            raise self._error(step, "The answer is not that of a CKAN portal.")
        _, count = self._search(
            {"rows": "0", "fq": self._fq(None)}, step="asked how many datasets it has"
        )
        return PeerStatus(
            str(result.get("site_url") or ""),
            str(result.get("site_title") or ""),
            result["ckan_version"],
            count,
        )

    def pages(self) -> Iterator[Page]:
        """Yield the whole catalogue once; see `base.Transport`."""
        last: str | None = None
        total: int | None = None
        seen = 0
        while total is None or seen < total:
            step = f"asked for its datasets from number {seen + 1} on"
            datasets, count = self._search(
                {"rows": str(ROWS), "sort": "id asc", "fq": self._fq(last)}, step=step
            )
            total = count if total is None else total
            if count != total - seen:
                raise self._moved(step, f"{total - seen} datasets should follow, not {count}.")
            if not datasets and count:
                raise self._error(step, f"It says that {count} datasets follow but sends none.")
            self._check_order(datasets, last, step)
            seen += len(datasets)
            if seen > total:
                raise self._moved(step, f"It counts {total} datasets but sends {seen}.")
            if datasets:
                last = datasets[-1]["id"]
            yield Page(datasets, total)

    def _search(self, params: Mapping[str, str], *, step: str) -> tuple[list[dict[str, Any]], int]:
        result = self._call("package_search", params, step=step)
        count, datasets = result.get("count"), result.get("results")
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise self._error(step, "The answer has no count of datasets.")
        if not isinstance(datasets, list):
            raise self._error(step, "The answer has no list of datasets.")
        for dataset in datasets:
            if not isinstance(dataset, dict) or not _is_id(dataset.get("id")):
                raise self._error(step, "The answer holds a dataset without a usable id.")
        return datasets, count

    def _call(self, action: str, params: Mapping[str, str], *, step: str) -> dict[str, Any]:
        url = f"{self._site}/api/3/action/{action}"
        try:
            answer = self._client.get(url, params=params, expect=(200,)).json()
        except HttpError as error:
            raise self._error(step, error.message, _advice(error)) from error
        except RecursionError:
            raise self._error(step, "The answer is nested too deep.") from None
        if not isinstance(answer, dict) or answer.get("success") is not True:
            raise self._error(step, "The answer says that the request did not succeed.")
        if not isinstance(answer.get("result"), dict):
            raise self._error(step, "The answer holds no result.")
        return answer["result"]

    def _check_order(self, datasets: list[dict[str, Any]], last: str | None, step: str) -> None:
        # One id twice in a page is passed on: it is the record that is at fault, not the page.
        previous, is_first = last, True
        for dataset in datasets:
            if previous is not None and (
                dataset["id"] < previous or (is_first and dataset["id"] == previous)
            ):
                raise self._error(step, "The datasets are not sorted by id, as was asked.")
            previous, is_first = dataset["id"], False

    def _fq(self, last: str | None) -> str:
        # Every clause has its own plus: without it, CKAN's own clauses would make it optional.
        clauses = [f"+dataset_type:({_any_of(self._filters.types)})"]
        if self._filters.organizations:
            clauses.append(f"+organization:({_any_of(self._filters.organizations)})")
        if last is not None:
            clauses.append(f"+id:{{{_quoted(last)} TO *]")
        return " ".join(clauses)

    def _error(self, step: str, message: str, advice: str = _WAIT) -> PeerError:
        return PeerError(message, place=self._place(step), advice=advice)

    def _moved(self, step: str, message: str) -> CatalogueMoved:
        advice = "Nothing was changed here; pull again."
        return CatalogueMoved(message, place=self._place(step), advice=advice)

    def _place(self, step: str) -> Place:
        is_named = self._peer != self._site
        return Place(peer=f"{self._peer} ({self._site})" if is_named else self._site, step=step)


def _advice(error: HttpError) -> str:
    """Say what to do: a private address will never answer unless it is allowed by name."""
    if not isinstance(error.__cause__, PrivateAddress):
        return _WAIT
    parts = urlsplit(error.url)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return (
        f"If you trust it, set {_PRIVATE_OPTION} = {parts.hostname}:{port} (keep what is listed"
        " there already, with spaces between) and restart this portal."
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _any_of(values: tuple[str, ...]) -> str:
    return " OR ".join(_quoted(value) for value in values)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
