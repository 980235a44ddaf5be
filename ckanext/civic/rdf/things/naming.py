"""What addresses are called: by the shared models, by the store, by a short list, by themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph

from .answers import Term
from .questions import LABELS

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LONGEST_NAME = 200
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WELL_KNOWN = Path(__file__).with_name("well_known.csv")


@dataclass(frozen=True)
class Name:
    """What an address is called. ``order``, ``unit`` are of a property, ``plural`` of a class."""

    label: str
    description: str = ""
    order: int | None = None
    unit: str = ""
    plural: str = ""
    model: str = ""


class Names:
    """The names of the addresses that a page shows."""

    def __init__(self, language: str = "en") -> None:
        self._language = language
        self._names: dict[str, Name] = {}
        self._types: dict[str, list[str]] = {}
        self._told: dict[str, dict[str, Term]] = {}

    def add_terms(self, terms: Mapping[str, Name]) -> None:
        """Take the names of terms that the shared models give; they win over the store's."""
        self._names.update(terms)

    def add_said(self, rows: Iterable[Mapping[str, Term]]) -> None:
        """Take the names and classes of things from the answer to `questions.names`."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for row in rows:
            address, property_, object_ = row["x"].value, row["p"].value, row["o"]
            if property_ == RDF_TYPE:
                self._types.setdefault(address, []).append(str(getattr(object_, "value", "")))
            elif property_ not in LABELS:
                self._told.setdefault(address, {}).setdefault(property_, object_)
            elif isinstance(object_, pyoxigraph.Literal) and object_.value.strip():
                rank = (LABELS.index(property_), self._distance(object_), object_.value)
                found.setdefault(address, []).append(rank)
        for address, ranked in found.items():
            self._names.setdefault(address, Name(shortened(min(ranked)[2])))

    def of(self, address: str) -> Name | None:
        """Return what an address is called, or None when nobody says."""
        return self._names.get(address) or well_known().get(address)

    def types_of(self, address: str) -> list[str]:
        """Return the classes that the store gives for an address, sorted."""
        return sorted(set(self._types.get(address, ())))

    def told(self, address: str) -> Mapping[str, Term]:
        """Return what was asked of a thing beside its name and class, by property."""
        return self._told.get(address, {})

    def all_told(self) -> set[str]:
        """Return the addresses among what was asked beside names and classes."""
        terms = (term for told in self._told.values() for term in told.values())
        return {term.value for term in terms if isinstance(term, pyoxigraph.NamedNode)}

    def property(self, address: str) -> Name:
        """Return what a property is called; its last part in words when nobody says."""
        return self.of(address) or Name(words_of(address))

    def thing(self, address: str) -> str:
        """Return what a thing is called; the last part of its address when nobody says."""
        name = self.of(address)
        return name.label if name else shortened(unquote(last_part(address)))

    def _distance(self, literal: pyoxigraph.Literal) -> int:
        language = (literal.language or "").lower()
        wanted = self._language.partition("_")[0].lower()
        if language.partition("-")[0] == wanted:
            return 0
        return 1 if not language else 2


@cache
def well_known() -> Mapping[str, Name]:
    """Return the names of properties and classes that models do not define, by address.

    Source: ``well_known.csv``, in words of our own for what the vocabularies define.
    """
    with _WELL_KNOWN.open(encoding="utf-8", newline="") as file:
        return {row["iri"]: Name(row["label"]) for row in csv.DictReader(file)}


def words_of(address: str) -> str:
    """Return the last part of an address as words: ``…/lampType`` is "Lamp type"."""
    words = _CAPITAL.sub(" ", unquote(last_part(address))).replace("_", " ").replace("-", " ")
    return shortened(words.lower().capitalize())


def last_part(address: str) -> str:
    """Return what follows the last slash or hash of an address."""
    return address.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or address


def shortened(text: str) -> str:
    """Return a name that fits into a heading."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST_NAME else f"{one_line[: LONGEST_NAME - 1]}…"
