"""URI templates: the expansions of RFC 6570, and addresses seen from a base (RFC 3986, 5.4)."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.csvw.templates import InvalidTemplate, parse_template
from ckanext.civic.harmonise.csvw.urls import normalised, resolve

VALUES = {
    "var": "value",
    "hello": "Hello World!",
    "half": "50%",
    "path": "/foo/bar",
    "base": "http://example.com/home/",
    "empty": "",
    "list": ["red", "green", "blue"],
    "none": [],
    "x": "1024",
    "y": "768",
    "undef": None,
    "dom": ["example", "com"],
}


# RFC 6570, 3.2.2 to 3.2.9
@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{var}", "value"),
        ("{hello}", "Hello%20World%21"),
        ("{half}", "50%25"),
        ("O{empty}X", "OX"),
        ("O{undef}X", "OX"),
        ("{x,y}", "1024,768"),
        ("{x,hello,y}", "1024,Hello%20World%21,768"),
        ("?{x,empty}", "?1024,"),
        ("?{x,undef}", "?1024"),
        ("?{undef,y}", "?768"),
        ("{var:3}", "val"),
        ("{var:30}", "value"),
        ("{list}", "red,green,blue"),
        ("{list*}", "red,green,blue"),
        ("{none}x", "x"),
        ("{+hello}", "Hello%20World!"),
        ("{+half}", "50%25"),
        ("{base}index", "http%3A%2F%2Fexample.com%2Fhome%2Findex"),
        ("{+base}index", "http://example.com/home/index"),
        ("{+path:6}here", "/foo/bhere"),
        ("{+x,hello,y}", "1024,Hello%20World!,768"),
        ("{#path,x}/here", "#/foo/bar,1024/here"),
        ("foo{#empty}", "foo#"),
        ("foo{#undef}", "foo"),
        ("{#list*}", "#red,green,blue"),
        ("www{.dom*}", "www.example.com"),
        ("X{.list}", "X.red,green,blue"),
        ("X{.none}", "X"),
        ("{/var,x}/here", "/value/1024/here"),
        ("{/list*}", "/red/green/blue"),
        ("{/var,empty}", "/value/"),
        ("{;x,y,empty}", ";x=1024;y=768;empty"),
        ("{;list*}", ";list=red;list=green;list=blue"),
        ("{?x,y,empty}", "?x=1024&y=768&empty="),
        ("{?list*}", "?list=red&list=green&list=blue"),
        ("{?var:3}", "?var=val"),
        ("?fixed=yes{&x}", "?fixed=yes&x=1024"),
        ("{&list*}", "&list=red&list=green&list=blue"),
        ("é{var}", "%C3%A9value"),
    ],
)
def test_template_when_expanded_then_is_as_the_rfc_says(template: str, expected: str) -> None:
    assert parse_template(template).bind(VALUES).expanded() == expected


@pytest.mark.parametrize("template", ["{", "}", "{}", "{a b}", "{a:0}", "{!a}", "{a}}", "{a,}"])
def test_template_when_malformed_then_refused(template: str) -> None:
    with pytest.raises(InvalidTemplate):
        parse_template(template)


# RFC 3986, 5.4.1 and 5.4.2
@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("", "http://a/b/c/d;p?q"),
        ("..", "http://a/b/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
    ],
)
def test_reference_when_resolved_then_is_as_the_rfc_says(reference: str, expected: str) -> None:
    assert resolve("http://a/b/c/d;p?q", reference) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP://E.org:80", "http://e.org/"),
        ("https://e.org:443/a", "https://e.org/a"),
        ("http://e.org/%7ea%2f", "http://e.org/~a%2F"),
        ("http://e.org/a/../b", "http://e.org/b"),
    ],
)
def test_addresses_when_they_mean_the_same_then_are_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
