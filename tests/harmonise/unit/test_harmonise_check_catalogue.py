"""The catalogue of checks: complete, well-formed, and in words that a publisher can act on."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from ckanext.civic.harmonise.checks import Check, all_checks, catalogue
from ckanext.civic.harmonise.checks.catalogue import CATALOGUE, Entry

from .check_cases import SPEND, facts, judge

COMMON = {"count", "total", "share", "column", "columns", "file", "row", "crosswalk"}
# American spellings, jargon that a publisher need not know, and words that blame or vague them
NOT_WRITTEN = re.compile(
    r"\b(?:\w*(?:olor|avor|abor|eighbor)\b|center|license[sd]?\b|organiz|standardiz|normaliz"
    r"|recogniz|catalog\b|triples?|RDF|SKOS|SHACL|IRI|URI|null|NaN|boolean|invalid|illegal|please"
    r"|simply)\w*",
    re.IGNORECASE,
)


def texts(entry: Entry) -> dict[str, str]:
    """Return every text of an entry by its place."""
    found = {f"message.{scope}": text for scope, text in entry.message.items()}
    found |= {f"phrases.{name}": text for name, text in entry.phrases.items()}
    return {**found, "fix": entry.fix, "passes": entry.passes, "expects": entry.expects} | (
        {"not_applicable": entry.not_applicable} if entry.not_applicable else {}
    )


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(params=list(catalogue()), name="entry")
def _entry(request) -> Entry:
    return catalogue()[request.param]


def test_catalogue_when_read_then_has_exactly_the_checks_in_order():
    assert set(catalogue()) == set(all_checks())
    assert list(catalogue()) == sorted(catalogue())


def test_catalogue_when_linted_then_placeholders_are_declared_and_used(entry):
    used = set().union(*map(placeholders, texts(entry).values()))
    assert used - COMMON - set(entry.values) - set(entry.params) <= set(), used
    assert set(entry.values) <= used


def test_catalogue_when_linted_then_sentences_are_short_and_british(entry):
    for place, text in texts(entry).items():
        where = f"{entry.id} {place}: {text}"
        assert "  " not in text, where
        assert not NOT_WRITTEN.search(text), where
        assert len(re.findall(r"[.!?](?= |$)", text)) <= 2, where
        assert len(text) <= 240, where


def test_catalogue_when_linted_then_sentences_begin_and_end_like_sentences(entry):
    for place, text in texts(entry).items():
        if place == "expects" or place.startswith("phrases"):
            continue
        assert text[0].isupper() or text[0] in "{1", f"{entry.id} {place}"
        assert text.endswith((".", "}")), f"{entry.id} {place}"


def test_catalogue_when_linted_then_one_is_singular_and_many_plural(entry):
    one, many = entry.message["one"], entry.message["many"]
    assert "{count}" not in one
    assert not re.search(r"\b1 \w+s\b(?! )", one)
    says_how_many = any(name in many for name in ("{count}", "{problems}", "{codes}"))
    assert one == many or says_how_many or entry.level in ("file", "cross-row")
    assert "{count} row " not in many


def test_catalogue_when_linted_then_only_errors_stop_a_release(entry):
    assert entry.blocks is (entry.severity == "error")


def test_catalogue_when_read_as_text_then_is_plain_utf_8_without_tabs():
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "\t" not in text


def test_check_when_documented_then_tells_its_source():
    for id, one in all_checks().items():
        assert "Source:" in (one.__doc__ or ""), id


def test_reference_when_read_then_has_the_row_of_every_check():
    page = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"
    text = page.read_text(encoding="utf-8")
    for id, one in catalogue().items():
        row = f"| `{id}` | {one.severity} | {one.owner} | {one.dimension} | {one.passes} |"
        assert row in text, id


def test_every_check_when_listed_then_has_cases_of_its_own():
    files = Path(__file__).parent.glob("test_harmonise_*.py")
    cases = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [id for id in all_checks() if f'"{id}"' not in cases] == []


def test_check_when_it_can_have_nothing_to_look_at_then_the_catalogue_says_why():
    for id, one in all_checks().items():
        entry = catalogue()[id]
        can = one.is_applicable is not Check.is_applicable or entry.level in ("row", "cross-row")
        assert can is bool(entry.not_applicable), id


def test_missing_column_when_the_header_lacks_one_then_names_it():
    header = [name for name in SPEND.columns if name != "Date"]
    (found,) = judge("missing_column", facts(header=header))
    assert (found.count, found.column, found.blocks) == (1, "Date", True)
    assert judge("missing_column", facts()) == []
