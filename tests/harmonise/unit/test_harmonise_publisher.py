"""Whether the dataset's publisher is the crosswalk's, whatever names and addresses are in use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harmonise.unit.check_cases import SPEND, facts

from ckanext.civic.harmonise.checks import DatasetRecord
from ckanext.civic.harmonise.checks.publisher_missing import PublisherMissing
from ckanext.civic.harmonise.crosswalks import Publisher

MANCHESTER = "https://opendatacommunities.org/id/metropolitan-district-council/manchester"
ORGANIZATION = "http://localhost:5001/organization"
ELMBRIDGE = Publisher("Elmbridge Borough Council", "https://www.elmbridge.gov.uk/id/elmbridge")


def found(dataset: DatasetRecord, publisher: Publisher) -> bool:
    check = PublisherMissing(replace(SPEND, publisher=publisher))
    return bool(list(check.finish(facts(dataset=dataset))))


@pytest.mark.parametrize(
    ("dataset", "publisher"),
    [
        (
            DatasetRecord("ogl", "manchester", f"{ORGANIZATION}/manchester"),
            Publisher("Manchester City Council", MANCHESTER),
        ),
        (
            DatasetRecord("ogl", "Manchester City Council", MANCHESTER),
            Publisher("MCC", "https://www.manchester.gov.uk"),
        ),
        (DatasetRecord("ogl", ELMBRIDGE.name, f"{ORGANIZATION}/elmbridge"), ELMBRIDGE),
        (DatasetRecord("ogl", "Elmbridge", ELMBRIDGE.uri), ELMBRIDGE),
    ],
)
def test_publisher_when_it_is_the_same_body_by_another_name_then_no_finding(dataset, publisher):
    assert not found(dataset, publisher)


@pytest.mark.parametrize(
    ("dataset", "publisher"),
    [
        (
            DatasetRecord("ogl", "salford", f"{ORGANIZATION}/salford"),
            Publisher("Manchester City Council", MANCHESTER),
        ),
        (DatasetRecord("ogl", "Manchester City Council", MANCHESTER), ELMBRIDGE),
        (DatasetRecord("ogl", "elmbridge", f"{ORGANIZATION}/elmbridge"), ELMBRIDGE),
        (DatasetRecord("ogl"), ELMBRIDGE),
    ],
)
def test_publisher_when_it_is_another_body_then_is_found(dataset, publisher):
    assert found(dataset, publisher)
