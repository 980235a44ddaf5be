"""What the mapping says of what and where when the dataset itself says nothing."""

from __future__ import annotations

import pytest

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import dataset_quads
from ckanext.civic.rdf.mapping.facts import Facts

from .test_rdf_mapping import SITE

BARE = {"id": "d1", "name": "lamps", "title": "Lamps", "metadata_created": "2024-01-01T10:00:00"}
FACTS = Facts(themes=("TRAN",), area="E08000006")
TRAN = "<http://publications.europa.eu/resource/authority/data-theme/TRAN>"
AREA = "<http://statistics.data.gov.uk/id/statistical-geography/E08000006>"
STATUS = "<http://www.w3.org/ns/adms#status>"


def text_of(facts: Facts = FACTS, profile: str = "civic_dcat_ap", **fields: object) -> str:
    return "".join(nquads.lines(dataset_quads({**BARE, **fields}, SITE, facts, profile=profile)))


@pytest.mark.parametrize("profile", ["civic_dcat_ap", "civic_uk"])
def test_mapping_when_nothing_is_stated_then_the_facts_are_said(profile):
    text = text_of(profile=profile)
    assert f"<http://www.w3.org/ns/dcat#theme> {TRAN} " in text
    assert f"<http://purl.org/dc/terms/spatial> {AREA} " in text


@pytest.mark.parametrize(
    "fields", [{"theme": "ENER"}, {"groups": [{"name": "energy", "title": "Energy"}]}]
)
def test_mapping_when_a_theme_is_stated_then_it_alone_is_said(fields):
    assert TRAN not in text_of(**fields)


def test_mapping_when_a_theme_is_only_a_word_then_the_models_theme_is_said():
    text = text_of(theme="lamps and lights")
    assert TRAN in text
    assert '"lamps and lights"' in text


@pytest.mark.parametrize(
    "fields", [{"spatial_code": "E05000825"}, {"spatial_text": "Eccles"}, {"publisher": "A trust"}]
)
def test_mapping_when_a_place_or_another_publisher_is_stated_then_the_area_is_not_said(fields):
    assert AREA not in text_of(**fields)


def test_mapping_when_nobody_knows_then_nothing_is_said():
    text = text_of(Facts())
    assert "dcat#theme>" not in text
    assert "dc/terms/spatial>" not in text


@pytest.mark.parametrize(
    ("changed", "kind"), [("2024-01-01T10:00:00.4", "created"), ("2024-02-01T10:00:00", "updated")]
)
def test_record_when_the_entry_was_made_or_changed_last_then_its_status_says_which(changed, kind):
    text = text_of(metadata_modified=changed)
    assert f"#record> {STATUS} <http://purl.org/adms/changetype/{kind}> " in text
    assert STATUS not in text_of(profile="civic_uk", metadata_modified=changed)
