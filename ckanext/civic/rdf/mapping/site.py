"""The portal that speaks: what the mapping must know besides the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Site:
    """A portal's addresses (absolute, without a slash at the end) and how it names itself.

    ``uri_bases`` says for another portal's address under which address its things live, where
    that differs: ``{"https://portal.example": "https://id.example"}``. ``languages`` are the
    locales that its pages are offered in; ``licence`` is the id or IRI of the licence of the
    catalogue itself, ``spatial`` the IRI or GSS code of what it covers.
    """

    url: str
    uri_base: str
    vocabulary_base: str
    title: str = "Data portal"
    description: str = ""
    language: str = "en"
    publisher_name: str = ""
    publisher_url: str = ""
    uri_bases: Mapping[str, str] = field(default_factory=dict)
    shows_source_catalogs: bool = False
    languages: tuple[str, ...] = ()
    licence: str = ""
    spatial: str = ""
    contact_name: str = ""
    contact_email: str = ""

    @property
    def catalog_iri(self) -> str:
        """The catalogue's IRI, the same as ckanext-dcat gives it: the portal's address."""
        return self.url
