"""Passwords in addresses and control characters in texts reach nothing that is published."""

from __future__ import annotations

import pytest

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import dataset_quads
from ckanext.civic.rdf.mapping.terms import checked_iri, has_user, text_value
from ckanext.civic.rdf.validation import Severity, findings, with_credentials

from .test_rdf_mapping import DATASET, SITE

SECRET = "http://anna:geheim@h.example/lamps.csv"
ACCESS = "<http://www.w3.org/ns/dcat#accessURL>"


def text_of(**fields: object) -> str:
    return "".join(nquads.lines(dataset_quads({**DATASET, **fields}, SITE)))


@pytest.mark.parametrize(
    "address", [SECRET, "https://a@h.example/", "HTTP://a:b@h/", "ssh://g@h/x", "https:a:b@h/"]
)
def test_iri_when_an_address_has_a_user_then_it_is_none(address):
    assert checked_iri(address) is None
    assert text_value(f" {address} ") is None


@pytest.mark.parametrize(
    "address", ["https://h.example/@anna", "https://h.example/?to=a@b", "mailto:a@b.example"]
)
def test_iri_when_the_at_sign_stands_elsewhere_then_it_is_one(address):
    assert checked_iri(address) == f"<{address}>"
    assert not has_user(address)


@pytest.mark.parametrize("profile", ["civic_dcat_ap", "civic_uk"])
@pytest.mark.parametrize("field", ["url", "access_url", "download_url", "documentation", "name"])
def test_file_when_an_address_has_a_password_then_its_page_stands_for_it(field, profile):
    resource = {"id": "r9", "name": "x", "format": "CSV", field: SECRET}
    dataset = {**DATASET, "resources": [resource]}

    text = "".join(nquads.lines(dataset_quads(dataset, SITE, profile=profile)))

    assert "geheim" not in text
    assert f"{ACCESS} <{SITE.url}/dataset/{DATASET['name']}/resource/r9> " in text


@pytest.mark.parametrize(
    "field", ["url", "theme", "spatial_text", "license_url", "frequency", "source", "publisher"]
)
def test_dataset_when_an_address_has_a_password_then_it_is_nowhere(field):
    assert "geheim" not in text_of(**{field: SECRET})


def test_text_when_it_has_control_characters_then_they_are_left_out():
    controls = "".join(map(chr, (*range(0x7F, 0xA0), *range(0x09), 0x0B, 0x0C)))

    assert text_value(f"a{controls}b\u00a0c\n\td") == '"ab\u00a0c\\n\\td"'
    assert nquads.literal(f"a{controls}b") == '"ab"'


def test_findings_when_an_address_has_a_password_then_say_so_without_it():
    files = [{"id": "r1", "url": SECRET}, {"id": "r2", "url": "https://h.example/@a"}]
    dataset = {"id": "d1", "url": SECRET, "resources": files}

    found = findings(with_credentials(dataset), {"r1": "Lamps"})

    assert [(each.field, each.about, each.severity) for each in found] == [
        ("url", "", Severity.VIOLATION),
        ("url", "Lamps", Severity.VIOLATION),
    ]
    assert "password" in found[1].sentence
    assert "before the @" in found[1].advice
    assert "geheim" not in repr(found)
