"""The UK model: its required slots, read from the model itself, and its own vocabularies."""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph
import pytest
import yaml

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import dataset_quads

from .council_datasets import SITE, all_datasets, plain, services

MODEL = "shapes/uk-cross-government-metadata-exchange-model.yaml"
CLASSES = {"dcat:Dataset": "Dataset", "dcat:Distribution": "Distribution"}
CLASSES["dcat:DataService"] = "DataService"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
UNKNOWN_LICENCE = {"licence"}  # that nobody stated cannot be made up


@pytest.fixture(scope="module")
def model(shared) -> dict[str, Any]:
    return yaml.safe_load((shared / MODEL).read_text(encoding="utf-8"))


def expand(model: dict[str, Any], name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{model['prefixes'][prefix]}{local}" if local else ""


def slots_of(model: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """Return the slots of a class and of those that it is a kind of, with its own changes."""
    described = model["classes"][name]
    found = slots_of(model, described["is_a"]) if "is_a" in described else {}
    found |= {slot: dict(model["slots"][slot]) for slot in described.get("slots", ())}
    for slot, changes in (described.get("slot_usage") or {}).items():
        found[slot] = {**found[slot], **changes}
    return found


def predicate_of(model: dict[str, Any], name: str, slot: dict[str, Any]) -> str:
    default = f"{model['prefixes'][model['default_prefix']]}{name}"
    return expand(model, slot["slot_uri"]) if "slot_uri" in slot else default


def graph_of(dataset, facts=None) -> dict[str, dict[str, list[Any]]]:
    extra = [facts] if facts else []
    text = "".join(nquads.lines(dataset_quads(dataset, SITE, *extra, profile="civic_uk")))
    found: dict[str, dict[str, list[Any]]] = {}
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS):
        node = found.setdefault(quad.subject.value, {})
        node.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def faults(model: dict[str, Any], graph) -> set[str]:
    """Return every required slot that lacks, double values of single slots, foreign values."""
    found = set()
    for node, properties in graph.items():
        for kind in {term.value for term in properties.get(A, ())}:
            name = CLASSES.get(kind.replace("http://www.w3.org/ns/dcat#", "dcat:"))
            for slot_name, slot in slots_of(model, name).items() if name else ():
                values = properties.get(predicate_of(model, slot_name, slot), [])
                if slot_name == "type":
                    continue  # rdf:type, which is there
                if slot.get("required") and not values:
                    found.add(f"{node} lacks {slot_name}")
                if not slot.get("multivalued") and len(values) > 1:
                    found.add(f"{node} has {slot_name} {len(values)} times")
                found |= {
                    f"{node}: {slot_name} is {v.value}" for v in values if bad(model, slot, v)
                }
    return found


def bad(model: dict[str, Any], slot: dict[str, Any], value: Any) -> bool:
    pattern, enum = slot.get("pattern"), model["enums"].get(slot.get("range", ""))
    if pattern and not re.search(pattern, value.value):
        return True
    if not enum:
        return False
    allowed = set()
    for name, meaning in enum["permissible_values"].items():
        stated = (meaning or {}).get("meaning") or ""
        allowed |= {name, stated, expand(model, stated) if stated.startswith("freq:") else ""}
    return value.value not in allowed


@pytest.mark.parametrize("number", range(0, 60, 3))
def test_uk_model_when_councils_datasets_are_mapped_then_every_required_slot_is_there(
    model, number
):
    dataset, facts = all_datasets()[number]

    found = faults(model, graph_of({**dataset, "license_id": "uk-ogl"}, facts))

    assert found == set()


def test_uk_model_when_resources_are_services_then_every_required_slot_is_there(model):
    assert faults(model, graph_of({**services(60), "license_id": "uk-ogl"})) == set()


def test_uk_model_when_no_licence_is_known_then_none_is_made_up(model):
    found = faults(model, graph_of({**plain(1), "license_id": "notspecified"}))

    assert {fault.rpartition(" ")[2] for fault in found} == UNKNOWN_LICENCE


@pytest.mark.parametrize(
    ("stated", "term"),
    [
        ("quarterly", "quarterly"),
        ("R/P1W", "weekly"),
        ("http://purl.org/cld/freq/threeTimesAYear", "threeTimesAYear"),
        ("http://publications.europa.eu/resource/authority/frequency/CONT", "continuous"),
        ("as needed", "irregular"),
        ("", "irregular"),
    ],
)
def test_uk_model_when_a_frequency_is_stated_then_it_is_dublin_cores(stated, term):
    dataset = {**plain(1), "extras": [{"key": "frequency", "value": stated}]}

    found = graph_of(dataset)["http://a.example/dataset/d1"]

    values = found["http://purl.org/dc/terms/accrualPeriodicity"]
    assert [value.value for value in values] == [f"http://purl.org/cld/freq/{term}"]


@pytest.mark.parametrize(
    ("stated", "word"),
    [("", "OPEN"), ("PUBLIC", "OPEN"), ("internal", "INTERNAL"), ("RESTRICTED", "COMMERCIAL")],
)
def test_uk_model_when_access_is_stated_then_it_is_one_of_its_words(stated, word):
    found = graph_of({**plain(1), "access_rights": stated})["http://a.example/dataset/d1"]

    assert [v.value for v in found["http://purl.org/dc/terms/accessRights"]] == [word]


def test_uk_model_when_a_file_is_of_no_known_type_then_it_is_bytes():
    dataset = {
        **plain(1),
        "resources": [{"id": "r", "format": "Strange", "url": "http://x.example/"}],
    }

    found = graph_of(dataset)["http://a.example/dataset/d1/resource/r"]

    values = found["http://www.w3.org/ns/dcat#mediaType"]
    assert [value.value for value in values] == ["application/octet-stream"]


def test_uk_model_when_there_are_translations_then_one_is_taken():
    dataset = {**plain(1), "title_translated": {"cy": "Lampau", "en": "Lamps"}}

    found = graph_of(dataset)["http://a.example/dataset/d1"]

    assert [value.value for value in found["http://purl.org/dc/terms/title"]] == ["Lamps"]
