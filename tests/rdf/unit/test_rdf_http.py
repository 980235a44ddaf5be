"""How public content is sent: validators, compression, sharing with other sites."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from ckanext.civic.rdf.http import (
    FOR_EVER,
    Asked,
    Content,
    Link,
    answer,
    moved,
    preflight,
    refusal,
)

NOW = datetime(2026, 3, 1, 12, 0, 0, 500_000, tzinfo=timezone.utc)
CHANGED = NOW - timedelta(days=1)
BODY = b"<http://a> <http://b> <http://c> .\n" * 100


def content(**fields):
    given_fields = {"media_type": "application/n-triples", "body": lambda: BODY, **fields}
    return Content(**{"validator": "seq-7", "modified": CHANGED, **given_fields})


def get(what=None, /, method="GET", now=NOW, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(Asked(method, Headers(named)), what or content(), now=now)


def streamed(*chunks):
    return lambda: iter(chunks)


def test_answer_when_nothing_is_conditional_then_it_is_whole_with_validators():
    found = get()

    assert (found.status, found.body) == (200, BODY)
    assert found.headers["Content-Length"] == str(len(BODY))
    assert found.headers["ETag"].startswith('"')
    assert found.headers["Last-Modified"] == "Sat, 28 Feb 2026 12:00:00 GMT"
    assert found.headers["Vary"] == "Accept-Encoding"
    assert found.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("wrap", ["{}", "W/{}", '"x", {}', '"x" , W/"y",{}', "*", "{}, broken"])
def test_answer_when_the_client_has_the_tag_then_it_is_304_without_a_body(wrap):
    tag = get().headers["ETag"]

    found = get(If_None_Match=wrap.format(tag))

    assert (found.status, found.body) == (304, b"")
    assert found.headers["ETag"] == tag
    assert "Content-Type" not in found.headers
    assert "Content-Length" not in found.headers


def test_answer_when_it_is_304_then_the_body_is_never_made():
    def body():
        raise AssertionError("made")

    tag = get().headers["ETag"]

    assert get(content(body=body), If_None_Match=tag).status == 304


@pytest.mark.parametrize("header", ['"other"', "", "other", 'W/"other"', '"a" "b"'])
def test_answer_when_the_client_has_another_tag_then_dates_do_not_count(header):
    found = get(If_None_Match=header, If_Modified_Since="Sun, 01 Mar 2026 00:00:00 GMT")

    assert found.status == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Sat, 28 Feb 2026 12:00:00 GMT", 304),
        ("Sat, 28 Feb 2026 11:59:59 GMT", 200),
        ("Sunday, 01-Mar-26 00:00:00 GMT", 304),
        ("Sat, 28 Feb 2099 12:00:00 GMT", 200),  # RFC 9110, 13.1.3: a date to come is no date
        ("yesterday", 200),
        ("", 200),
        ("Sat, 99 Feb 2026 12:00:00 GMT", 200),
    ],
)
def test_answer_when_a_date_is_given_then_only_a_readable_one_counts(since, status):
    assert get(If_Modified_Since=since).status == status


def test_answer_when_it_changed_in_the_running_second_then_no_date_is_given():
    found = get(content(modified=NOW - timedelta(milliseconds=400)))

    assert "Last-Modified" not in found.headers
    assert get(content(modified=NOW - timedelta(seconds=1))).headers["Last-Modified"]


def test_answer_when_a_condition_for_writing_fails_then_it_is_412():
    tag = get().headers["ETag"]

    assert get(If_Match=tag).status == 200
    assert get(If_Match="*").status == 200
    assert get(If_Match=f"W/{tag}").status == 412
    assert get(If_Match='"other"').status == 412
    assert get(If_Unmodified_Since="Fri, 27 Feb 2026 12:00:00 GMT").status == 412


def test_answer_when_head_is_asked_then_headers_are_those_of_get():
    found = get(method="HEAD")

    assert found.body == b""
    assert found.headers == get().headers


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("gzip", "gzip"),
        ("GZIP;Q=1", "gzip"),
        ("x-gzip", "gzip"),
        ("br, gzip;q=0.1", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=0.4, identity;q=0.5", None),
        ("gzip;q=0", None),
        ("gzip;q=0, *", None),
        ("br", None),
        ("", None),
        ("gzip;q=nan", None),
        ("gzip;q=many", None),
        ("identity;q=0, gzip", "gzip"),
    ],
)
def test_answer_when_codings_are_weighed_then_the_best_is_sent(accept, encoding):
    found = get(Accept_Encoding=accept)

    assert found.headers.get("Content-Encoding") == encoding
    assert (gzip.decompress(found.body) if encoding else found.body) == BODY
    assert int(found.headers["Content-Length"]) == len(found.body)


@pytest.mark.parametrize("accept", ["identity;q=0", "*;q=0", "br, *;q=0", "identity;q=0, gzip;q=0"])
def test_answer_when_no_coding_is_acceptable_then_it_is_406(accept):
    assert get(Accept_Encoding=accept).status == 406


def test_tag_when_anything_of_the_bytes_differs_then_it_differs():
    tags = [
        get(),
        get(Accept_Encoding="gzip"),
        get(content(media_type="text/turtle")),
        get(content(validator="seq-8")),
        get(content(validator=None)),
    ]
    assert len({found.headers["ETag"] for found in tags}) == len(tags)


def test_tag_when_no_validator_is_given_then_it_is_of_the_body():
    one, same, other = (
        get(content(validator=None, body=lambda body=body: body)) for body in (b"a", b"a", b"b")
    )
    assert one.headers["ETag"] == same.headers["ETag"] != other.headers["ETag"]
    with pytest.raises(TypeError):
        get(content(validator=None, body=streamed(b"a")))


def test_answer_when_it_is_a_stream_then_it_is_packed_piece_by_piece_and_alike_each_time():
    what = content(body=streamed(BODY, b"", BODY))

    packed = [b"".join(get(what, Accept_Encoding="gzip").body) for _ in range(2)]

    assert packed[0] == packed[1]
    assert gzip.decompress(packed[0]) == BODY * 2
    assert "Content-Length" not in get(what).headers


def test_answer_when_head_is_asked_of_a_stream_then_the_stream_is_closed():
    closed = []

    def chunks():
        try:
            yield BODY
        finally:
            closed.append(True)

    stream = chunks()
    next(stream)
    found = get(content(body=lambda: stream), method="HEAD")

    assert (found.body, closed) == (b"", [True])


def test_answer_when_the_content_lies_there_packed_then_it_is_sent_as_it_lies():
    lying = gzip.compress(BODY)

    assert get(content(packed=lambda: lying), Accept_Encoding="gzip").body == lying
    assert get(content(packed=lambda: lying)).body == BODY


def test_answer_when_formats_share_the_address_then_it_varies_by_accept():
    assert get(content(negotiated=True)).headers["Vary"] == "Accept, Accept-Encoding"


def test_answer_when_it_never_changes_then_caches_may_keep_it():
    assert "immutable" in get(content(caching=FOR_EVER)).headers["Cache-Control"]


def test_answer_when_links_are_given_then_no_address_breaks_the_header():
    link = Link("http://a.example/x?q=a b\r\nSet-Cookie: x>", "next", "text/turtle")

    header = get(content(links=[link, Link("/b", "prev")])).headers["Link"]

    assert header == (
        '<http://a.example/x?q=a%20b%0D%0ASet-Cookie:%20x%3E>; rel="next"; type="text/turtle", '
        '</b>; rel="prev"'
    )


@pytest.mark.parametrize("found", [get(), refusal(404, "Nothing."), preflight(), moved("/x")])
def test_answer_when_a_script_of_another_site_asks_then_it_may_read_it(found):
    assert found.headers["Access-Control-Allow-Origin"] == "*"


def test_preflight_when_asked_then_conditional_requests_are_allowed():
    headers = preflight().headers

    assert "If-None-Match" in headers["Access-Control-Allow-Headers"]
    assert "HEAD" in headers["Access-Control-Allow-Methods"]


def test_refusal_when_it_is_made_then_no_cache_keeps_it():
    found = refusal(503, "Come back later.", retry_after_s=30)

    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["Retry-After"] == "30"
    assert found.body == b"Come back later.\n"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_answer_when_headers_are_anything_then_it_is_the_content_or_a_refusal(
    tags, since, encodings
):
    asked = Asked(
        "GET",
        {"If-None-Match": tags, "If-Modified-Since": since, "Accept-Encoding": encodings},
    )
    found = answer(asked, content(), now=NOW)

    assert found.status in (200, 304, 406)
    if found.status == 200:
        packed = "Content-Encoding" in found.headers
        assert (gzip.decompress(found.body) if packed else found.body) == BODY
