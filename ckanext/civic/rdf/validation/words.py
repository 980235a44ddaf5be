"""Says what a SHACL processor found in the words of CKAN's forms (``words.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from .finding import Finding, Place, Severity
from .results import Result

_FILE = Path(__file__).with_name("words.yaml")
_RESOURCE = re.compile(r"/resource/([^/#]+)")
_VALUE = re.compile(r'^"(.*)"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?$', re.DOTALL)
_LONGEST_VALUE = 120  # characters of a wrong value that are shown


def findings(results: Iterable[Result], names: Mapping[str, str]) -> list[Finding]:
    """Return what ``results`` ask somebody to mend: violations first, then recommendations.

    ``names`` are what files are called, by resource id. A recommendation that no form has a field
    for is left out: nobody could follow it. Two results that ask for the same are one finding.
    """
    seen: dict[tuple[str, ...], Finding] = {}
    for result in results:
        finding = _finding(result, names)
        if finding.severity is Severity.RECOMMENDATION and not finding.field:
            continue
        key = (finding.severity, finding.sentence, finding.field, finding.resource_id)
        if finding.field and finding.severity is Severity.RECOMMENDATION:
            # the licence of each file is one field of the dataset
            place = finding.resource_id if finding.place is Place.RESOURCE else ""
            key = (finding.severity, finding.field, finding.place, place)
        seen.setdefault(key, finding)
    order = [Severity.VIOLATION, Severity.RECOMMENDATION]
    return sorted(seen.values(), key=lambda each: (order.index(each.severity), each.about))


def _finding(result: Result, names: Mapping[str, str]) -> Finding:
    kind = _kind(result.kinds)
    unknown = _words()["unknown"]
    name = _end(result.path) or "?"
    known: Mapping[str, str] = kind["properties"].get(name) or {}
    place = Place(known.get("place") or kind["place"])
    resource_id = _resource_id(result.focus)
    what = known.get("what") or unknown["what"].format(name=name)
    sentences = _words()["sentences"]
    sentence = sentences.get(result.constraint) or sentences["other"]
    thing = kind["thing"]
    of = thing[0].lower() + thing[1:]
    return Finding(
        severity=Severity.VIOLATION if result.is_violation else Severity.RECOMMENDATION,
        sentence=sentence.format(thing=thing, of=of, what=what, value=_shown(result.value)),
        advice=_words()["mends"].get(result.constraint) or known.get("mend") or unknown["mend"],
        place=place,
        field=known.get("field", ""),
        label=known.get("label", ""),
        about=names.get(resource_id, "") if place is Place.RESOURCE else "",
        resource_id=resource_id if place is Place.RESOURCE else "",
        result=result,
    )


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    kinds = {each["kind"]: each for each in _words()["kinds"]}
    for each in kinds.values():
        if "same_as" in each:
            each["properties"] = kinds[each["same_as"]]["properties"]
    return kinds


def _kind(classes: Iterable[str]) -> dict[str, Any]:
    ends = set(map(_end, classes))
    unknown = {"thing": _words()["unknown"]["thing"], "place": "portal", "properties": {}}
    return next((kind for name, kind in _kinds().items() if name in ends), unknown)


def _end(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _resource_id(focus: str) -> str:
    found = _RESOURCE.search(focus)
    return unquote(found[1]) if found else ""


def _shown(value: str) -> str:
    """Return a term as its plain text, shortened."""
    found = _VALUE.match(value)
    text = found[1] if found else value.strip("<>")
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def field_names() -> Iterator[str]:
    """Yield every field that the words name."""
    for kind in _kinds().values():
        yield from (each["field"] for each in kind["properties"].values() if "field" in each)
