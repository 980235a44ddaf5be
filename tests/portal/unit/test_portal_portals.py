"""Which portals there are."""

from __future__ import annotations

import re

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.harmonise.organisations import council
from ckanext.civic.portal.installation import Installation
from ckanext.civic.portal.portals import area, first_names, titles


def test_first_names_when_four_then_hub_and_three_councils():
    assert first_names(4) == ["hub", "manchester", "salford", "trafford"]
    assert titles()["manchester"] == "Manchester City Council"


@pytest.mark.parametrize("count", [0, 12])
def test_first_names_when_there_are_not_so_many_then_refused(count):
    with pytest.raises(CivicError, match="Ask for 1 to 11 portals"):
        first_names(count)


def test_portal_when_unknown_then_says_which_there_are(tmp_path):
    installation = Installation(tmp_path / "var")
    with pytest.raises(CivicError, match=r"no portal leeds \(there are: none yet\). Make it"):
        installation.portal("leeds")


def test_portal_when_made_then_keeps_its_port(tmp_path):
    installation = Installation(tmp_path / "var")
    installation.choose_ports(["hub"], lambda _: None)
    portal = installation.portal("hub")
    installation.choose_ports(["hub", "manchester"], lambda _: None)
    assert installation.portals()[0].url == portal.url
    assert portal.role == "hub"


def test_area_when_asked_for_each_portal_then_each_has_its_own():
    codes = [area(name) for name in titles()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"E\d{8}", code) for code in codes)
    assert area("nowhere") == ""


def test_area_when_the_registry_of_councils_knows_the_title_then_it_is_the_same():
    for name, title in list(titles().items())[1:]:
        known = council(title)
        assert known is not None
        assert known.gss == area(name)
