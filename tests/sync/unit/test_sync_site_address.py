from __future__ import annotations

import pytest

from ckanext.civic.sync.site_address import is_same_site, site_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://Data.Salford.example/", "https://data.salford.example"),
        (" http://a.example:80 ", "http://a.example"),
        ("https://a.example:443/", "https://a.example"),
        ("http://127.0.0.1:5001", "http://127.0.0.1:5001"),
        ("http://[::1]:5001/", "http://[::1]:5001"),
        ("https://a.example/data/", "https://a.example/data"),
    ],
)
def test_site_address_when_spelt_in_several_ways_then_is_one(text, address):
    assert site_address(text) == address
    assert site_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "a.example", "ftp://a.example", "file:///etc/passwd", "javascript:alert(1)", "https://",
        "https://u:p@a.example", "https://u@a.example", "https://a.example?x", "https://a.example/#x",
        "https://a.example:x", "https://a.example:99999", "http://a b.example", 'http://a.example/"',
        "http://a.example/\ud800", "http://[::1",
    ],
)  # fmt: skip
def test_site_address_when_not_plain_then_is_refused(text):
    with pytest.raises(ValueError):
        site_address(text)


def test_is_same_site_when_one_is_no_address_then_is_false():
    assert is_same_site("https://a.example/", "https://A.example")
    assert not is_same_site("", "")
