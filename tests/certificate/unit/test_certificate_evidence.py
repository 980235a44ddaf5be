"""What each detector answers, and when it keeps silent."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.civic.certificate.evidence.base import Confidence, DatasetFacts
from ckanext.civic.certificate.evidence.registry import detectors, gather
from ckanext.civic.certificate.evidence.tables import load_table
from ckanext.civic.certificate.levels.responses import read_responses
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire

PAGE = "https://data.example.gov.uk/dataset/lamps"
DEF = "https://data.example.gov.uk/def/streetlights"
NC = "https://creativecommons.org/licenses/by-nc/2.0/"
OGL_3 = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
OGL_ANSWERS = {"dataLicence": "ogl_uk", "contentLicence": "ogl_uk"}
OPEN_TABLE = {"machineReadable": "true", "openStandard": "true"}
CLOSED_TABLE = {"machineReadable": "true", "openStandard": "false"}
OPEN_TEXT = {"machineReadable": "false", "openStandard": "true"}
RELEASED = {"allowed": True, "decided_at": "2014-05-06T07:08:09Z"}
CSV = {"name": "Lamps", "url": f"{PAGE}/lamps.csv", "format": "CSV"}

FULL: dict[str, Any] = {
    "id": "c0ffee",
    "name": "lamps",
    "title": "Street lights",
    "notes": "Every street light.",
    "state": "active",
    "private": False,
    "organization": {"title": "Example Council"},
    "maintainer_email": "lamps@example.gov.uk",
    "license_id": "uk-ogl",
    "license_title": "UK Open Government Licence (OGL)",
    "metadata_created": "2014-01-02T03:04:05.678901",
    "metadata_modified": "2014-05-06T07:08:09.123456",
    "tags": [{"name": "lighting"}],
    "extras": [{"key": "frequency", "value": "annual"}],
    "resources": [
        CSV,
        {"civic_output": "canonical-csv", "civic_model": "streetlights", "format": "CSV"},
        {"civic_output": "nquads", "civic_model": "streetlights", "format": "N-Quads"},
    ],
}


def _facts(gate=None, models=None, **changes: Any) -> DatasetFacts:
    return DatasetFacts({**FULL, **changes}, PAGE, gate=gate, models=models or {})


def _answers(detector: str, **changes: Any) -> dict[str | None, str | tuple[str, ...]]:
    found = detectors()[detector](_facts(**changes))
    return {e.question: e.answer[0] if len(e.answer) == 1 else e.answer for e in found}


ANSWERED = [
    ("title", {}, {"dataTitle": "Street lights"}),
    ("publisher", {}, {"publisher": "Example Council"}),
    ("contact", {}, {"contactUrl": PAGE}),
    ("contact", {"contact_url": "https://a.example/ask"}, {"contactUrl": "https://a.example/ask"}),
    ("documentation", {}, {"documentationUrl": PAGE}),
    ("download", {}, {"datasetUrl": f"{PAGE}/lamps.csv"}),
    ("listing", {}, {"listed": "true", "listing": PAGE}),
    ("listing", {"gate": {"allowed": True}}, {"listed": "true", "listing": PAGE}),
    ("shared_model", {}, {"vocabulary": "true"}),
    (
        "shared_model",
        {"models": {"streetlights": {"iri": DEF, "lists": [{"iri": f"{DEF}/lamp-type"}]}}},
        {
            "vocabulary": "true",
            "schemaDocumentationUrl": DEF,
            "codelists": "true",
            "codelistDocumentationUrl": f"{DEF}/lamp-type",
        },
    ),
    ("linked_rows", {}, {"identifiers": "true"}),
    ("release_decision", {"gate": RELEASED}, {None: "released"}),
    ("release_decision", {"gate": {"allowed": False}}, {None: "held"}),
    ("licence", {}, OGL_ANSWERS),
    ("licence", {"license_id": "OGL-UK-3.0"}, OGL_ANSWERS),
    ("licence", {"license_id": "CC-BY-4.0"}, {"dataLicence": "cc_by", "contentLicence": "cc_by"}),
    ("licence", {"license_id": "odc-odbl"}, {"dataLicence": "odc_odbl"}),
    (
        "licence",
        {"license_id": "", "license_url": OGL_3},
        OGL_ANSWERS,
    ),
    (
        "licence",
        {"license_id": None, "license_url": "https://creativecommons.org/licenses/by-sa/4.0/"},
        {"dataLicence": "cc_by_sa", "contentLicence": "cc_by_sa"},
    ),
    (
        "licence",
        {"license_id": "cc-nc", "license_title": "CC BY-NC", "license_url": NC, "isopen": False},
        {
            "dataLicence": "other",
            "otherDataLicenceName": "CC BY-NC",
            "otherDataLicenceURL": NC,
            "otherDataLicenceOpen": "false",
        },
    ),
    ("frequency", {}, {"releaseType": "series", "frequentChanges": "false"}),
    (
        "frequency",
        {"frequency": "http://publications.europa.eu/resource/authority/frequency/DAILY"},
        {"releaseType": "series", "frequentChanges": "true", "frequentSeriesPublication": "daily"},
    ),
    ("frequency", {"frequency": "R/P1M"}, {"releaseType": "series", "frequentChanges": "false"}),
    ("frequency", {"frequency": "Not planned"}, {"releaseType": "oneoff"}),
    ("frequency", {"extras": []}, {"releaseType": "oneoff"}),
    ("file_format", {}, OPEN_TABLE),
    ("file_format", {"resources": [{"format": "XLS"}]}, CLOSED_TABLE),
    ("file_format", {"resources": [{"format": "PDF"}]}, OPEN_TEXT),
    (
        "file_format",
        {"resources": [{"format": "XLS"}, {"format": "HTML"}]},
        CLOSED_TABLE,
    ),
    (
        "file_format",
        {"resources": [{"format": "", "mimetype": "text/csv"}]},
        OPEN_TABLE,
    ),
]


@pytest.mark.parametrize(("detector", "changes", "answers"), ANSWERED)
def test_detector_when_the_record_shows_it_then_answers(detector, changes, answers):
    assert _answers(detector, **changes) == answers


SILENT = [
    ("title", {"title": ""}),
    ("title", {"title": "lamps"}),
    ("publisher", {"organization": None}),
    ("publisher", {"organization": {"title": " "}}),
    ("contact", {"maintainer_email": None}),
    ("documentation", {"notes": "  "}),
    ("download", {"resources": []}),
    ("download", {"resources": [{"url": "lamps.csv"}]}),
    ("listing", {"private": True}),
    ("listing", {"state": "draft"}),
    ("listing", {"gate": {"allowed": False}}),
    ("shared_model", {"resources": [CSV]}),
    ("linked_rows", {"resources": [CSV]}),
    ("release_decision", {}),
    ("licence", {"license_id": "notspecified"}),
    ("licence", {"license_id": "other-open"}),
    ("licence", {"license_id": None}),
    ("frequency", {"extras": [{"key": "frequency", "value": "when we can"}]}),
    ("frequency", {"extras": [], "resources": [CSV, CSV]}),
    ("file_format", {"resources": []}),
    ("file_format", {"resources": [{"format": "LAMPS"}]}),
    ("file_format", {"resources": [{"format": "PDF"}, {"format": "LAMPS"}]}),
]


@pytest.mark.parametrize(("detector", "changes"), SILENT)
def test_detector_when_the_record_does_not_show_it_then_silent(detector, changes):
    assert _answers(detector, **changes) == {}


def test_metadata_when_fields_are_filled_in_then_only_these_are_ticked():
    ticked = _answers("structured_metadata")
    assert ticked["documentationMetadata"] == (
        "title",
        "description",
        "issued",
        "modified",
        "accrualPeriodicity",
        "identifier",
        "publisher",
        "keyword",
        "distribution",
    )
    assert ticked["distributionMetadata"] == ("title", "accessURL", "downloadURL")


def test_metadata_when_one_file_lacks_a_property_then_it_is_not_ticked():
    ticked = _answers("structured_metadata", resources=[{**CSV, "size": 7}, CSV])
    assert "byteSize" not in ticked["distributionMetadata"]


def test_evidence_when_read_off_the_record_then_it_bears_the_date_of_its_last_change():
    found = gather(_facts()).by_question["dataTitle"]
    assert (found.confidence, found.source) == (Confidence.FACT, "title")
    assert found.date == "2014-05-06T07:08:09Z"


def test_evidence_when_a_contact_is_a_person_then_no_sentence_repeats_the_address():
    for found in gather(_facts()).by_question.values():
        assert "lamps@example.gov.uk" not in found.sentence + str(found.answer)


def test_gather_when_a_detector_breaks_then_the_others_answer_and_it_is_named():
    def broken(facts):
        raise RuntimeError("no such thing")
        yield

    findings = gather(_facts(), {"broken": broken, "title": detectors()["title"]})
    assert findings.failures == {"broken": "RuntimeError"}
    assert "dataTitle" in findings.by_question


def test_gather_when_a_fact_and_a_conclusion_disagree_then_the_fact_counts():
    facts = _facts()

    def concluding(facts):
        yield facts.inferred("dataTitle", "Lamps?", "A guess.", "tags")

    for order in (("a", "title"), ("title", "z")):
        among = dict.fromkeys(order, concluding) | {"title": detectors()["title"]}
        assert gather(facts, among).by_question["dataTitle"].answer == ("Street lights",)


def test_gather_when_facts_are_full_then_every_answer_fits_the_questionnaire():
    findings = gather(_facts())
    assert findings.failures == {}
    read_responses(load_questionnaire(), {q: e.answer for q, e in findings.by_question.items()})


def test_licences_when_listed_then_each_answer_is_one_of_the_questionnaire():
    allowed = {a.id for a in load_questionnaire().questions["dataLicence"].answers}
    assert {row["answer"] for row in load_table("licences")["ids"].values()} <= allowed
    assert set(load_table("licences")["urls"].values()) <= load_table("licences")["ids"].keys()
