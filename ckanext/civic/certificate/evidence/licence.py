"""The licence (questions dataLicence, contentLicence and those about an unlisted licence)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .base import DatasetFacts, Evidence
from .tables import load_table

_SCHEME = re.compile(r"^https?://(www\.)?")


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer from ``license_id``, or from ``license_url`` where the id is not a known one."""
    table = load_table("licences")
    licence_id = (facts.value("license_id") or "").lower()
    title = facts.value("license_title") or licence_id
    known, source = table["ids"].get(licence_id), "license_id"
    if known is None:
        known, source = _by_url(facts.value("license_url") or ""), "license_url"
    if known is None:
        if licence_id and licence_id not in table["undecided"]:
            yield from _unlisted(facts, title)
        return
    yield facts.fact("dataLicence", known["answer"], f"The licence is {title}.", source)
    if known["covers_content"]:
        sentence = f"{title} covers the content of the data as well as the database."
        yield facts.inferred("contentLicence", known["answer"], sentence, source)


def _by_url(url: str) -> dict | None:
    table = load_table("licences")
    bare = _SCHEME.sub("", url.lower()).rstrip("/") + "/"
    for start in sorted(table["urls"], key=len, reverse=True):
        if bare.startswith(start.rstrip("/") + "/"):
            return table["ids"][table["urls"][start]]
    return None


def _unlisted(facts: DatasetFacts, title: str) -> Iterator[Evidence]:
    """Describe an unlisted licence and say whether it is open."""
    sentence = f"The licence is {title}, which the questionnaire does not list."
    yield facts.fact("dataLicence", "other", sentence, "license_id")
    yield facts.fact("otherDataLicenceName", title, sentence, "license_title")
    url = facts.value("license_url")
    if url:
        yield facts.fact("otherDataLicenceURL", url, "The licence has an address.", "license_url")
    is_open = bool(facts.dataset.get("isopen"))
    verdict = "open" if is_open else "not open"
    sentence = f"This portal’s list of licences says that {title} is {verdict}."
    yield facts.fact("otherDataLicenceOpen", "true" if is_open else "false", sentence, "isopen")
