"""Somebody can be asked about the data (question contactUrl)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence

# Fields of CKAN and of ckanext-dcat (https://docs.ckan.org/projects/ckanext-dcat/, mapping).
ADDRESSES = ("contact_url", "contact_uri")
# Shown on the dataset page, so that page is where to look.
ON_THE_PAGE = ("contact", "contact_email", "maintainer_email", "author_email")


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer with a web address, or with the dataset's page where it shows an e-mail address."""
    for name in ADDRESSES:
        address = facts.value(name)
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            sentence = "The record gives a web page to ask on."
            yield facts.fact("contactUrl", address, sentence, name)
            return
    name = facts.first(*ON_THE_PAGE)
    if name:
        sentence = "The dataset’s page shows an e-mail address to ask at."
        yield facts.fact("contactUrl", facts.page_url, sentence, name)
