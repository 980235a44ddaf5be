"""Reading a peer that misbehaves: real HTTP on loopback."""

from __future__ import annotations

import json

import pytest

from ckanext.civic.core.http import Client, Limits
from ckanext.civic.sync.errors import CatalogueMoved, PeerError
from ckanext.civic.sync.staging import ATTEMPTS, read_catalogue
from ckanext.civic.sync.transports.base import Filters
from ckanext.civic.sync.transports.ckan_search import CkanSearch
from fixtures.misbehaving_server import Answer, json_answer, redirect

SEARCH = "/api/3/action/package_search"
STATUS = "/api/3/action/status_show"


def page(*ids, count):
    datasets = [{"id": id_} if isinstance(id_, str) else id_ for id_ in ids]
    return json_answer({"success": True, "result": {"count": count, "results": datasets}})


def peer_at(server, **options):
    limits = Limits(
        connect_timeout_s=2, read_timeout_s=0.5, total_timeout_s=1, size_bytes=20_000, retries=0
    )
    client = Client(allow_private=[server.host], limits=limits)
    return CkanSearch(client, server.url, peer="salford", **options)


def ids_of(transport):
    return [dataset["id"] for page in transport.pages() for dataset in page.datasets]


def test_pages_when_peer_caps_rows_then_all_datasets_come_by_key(misbehaving_server):
    misbehaving_server.route(
        SEARCH, page("a", "b", count=5), page("c", "d", count=3), page("e", count=1)
    )
    assert ids_of(peer_at(misbehaving_server)) == ["a", "b", "c", "d", "e"]
    asked = [request.query["fq"] for request in misbehaving_server.requests]
    assert asked == [
        '+dataset_type:("dataset")',
        '+dataset_type:("dataset") +id:{"b" TO *]',
        '+dataset_type:("dataset") +id:{"d" TO *]',
    ]
    assert {request.query["sort"] for request in misbehaving_server.requests} == {"id asc"}


def test_pages_when_catalogue_is_empty_then_one_empty_page(misbehaving_server):
    misbehaving_server.route(SEARCH, page(count=0))
    assert ids_of(peer_at(misbehaving_server)) == []


def test_pages_when_filtered_then_every_clause_is_required(misbehaving_server):
    misbehaving_server.route(SEARCH, page(count=0))
    filters = Filters(organizations=("roads", 'a"b'))
    ids_of(peer_at(misbehaving_server, filters=filters))
    fq = misbehaving_server.requests[0].query["fq"]
    assert fq == '+dataset_type:("dataset") +organization:("roads" OR "a\\"b")'


def test_pages_when_asked_then_no_credentials_are_sent(misbehaving_server):
    misbehaving_server.route(SEARCH, page(count=0))
    ids_of(peer_at(misbehaving_server))
    assert not {"authorization", "cookie"} & set(misbehaving_server.requests[0].headers)


FAULTS = {
    "500": (json_answer({"success": False}, status=500), "Answered 500"),
    "409 as JSON": (json_answer({"success": False}, status=409), "Answered 409"),
    "login refused": (Answer(b"no", 403), "Answered 403"),
    "success false": (json_answer({"success": False, "result": {}}), "did not succeed"),
    "success is a word": (json_answer({"success": "true", "result": {}}), "did not succeed"),
    "result is null": (json_answer({"success": True, "result": None}), "no result"),
    "a list": (json_answer([]), "did not succeed"),
    "html": (Answer(b"<html>Log in", 200, {"Content-Type": "text/html"}), "text/html"),
    "empty": (Answer(b""), "Expected JSON"),
    "truncated JSON": (Answer(b'{"success": true, "res'), "Expected JSON"),
    "short body": (page("c", count=1), "broke off"),
    "silence": (Answer(b"{}", stall_s=3), "No answer"),
    "a byte at a time": (Answer(b" " * 200, drip_s=0.02), "too long"),
    "too large": (Answer(b" " * 30_000), "over 20000 bytes"),
    "nested too deep": (Answer(b"[" * 9_000 + b"]" * 9_000), ""),
    "count is a word": (page("c", count="1"), "no count"),
    "count is true": (page("c", count=True), "no count"),
    "results is an object": (
        json_answer({"success": True, "result": {"count": 1, "results": {}}}),
        "no list",
    ),
    "record without id": (page({"name": "x"}, count=1), "usable id"),
    "record is text": (
        json_answer({"success": True, "result": {"count": 1, "results": ["x"]}}),
        "usable id",
    ),
    "id with a control character": (page("c\x00", count=1), "usable id"),
    "none although some follow": (page(count=1), "sends none"),
    "not sorted": (page("a", count=1), "not sorted"),
    "the last one again": (page("b", count=1), "not sorted"),
    "elsewhere": (redirect("http://169.254.169.254/latest"), "redirect"),
}
FAULTS["short body"] = (
    Answer(FAULTS["short body"][0].body, 200, cut_after=20),
    "broke off",
)


@pytest.mark.parametrize(("answer", "told"), FAULTS.values(), ids=FAULTS)
def test_pages_when_second_page_is_bad_then_fails_naming_peer_and_step(
    misbehaving_server, answer, told
):
    misbehaving_server.route(SEARCH, page("a", "b", count=3), answer)
    with pytest.raises(PeerError) as caught:
        ids_of(peer_at(misbehaving_server))
    text = str(caught.value)
    assert told in text
    place = f"Peer salford ({misbehaving_server.url}), asked for its datasets from number 3 on: "
    assert text.startswith(place)
    assert text.endswith("Nothing was changed here; try again when it answers.")


def test_error_when_told_then_never_repeats_the_body(misbehaving_server):
    misbehaving_server.route(SEARCH, Answer(b"root:x:0:0 secret", 500))
    with pytest.raises(PeerError) as caught:
        ids_of(peer_at(misbehaving_server))
    assert "secret" not in str(caught.value)


def test_pages_when_address_is_private_and_not_allowed_then_is_not_asked(misbehaving_server):
    transport = CkanSearch(Client(), misbehaving_server.url, peer="inside")
    with pytest.raises(PeerError, match="private address") as caught:
        ids_of(transport)
    assert misbehaving_server.requests == []
    option = f"ckanext.civic.sync.allow_private_hosts = {misbehaving_server.host}"
    assert option in caught.value.advice
    assert "when it answers" not in str(caught.value)


@pytest.mark.parametrize(
    ("site", "host"),
    [("http://127.0.0.1", "127.0.0.1:80"), ("https://127.0.0.1/data", "127.0.0.1:443")],
)
def test_status_when_private_address_has_no_port_then_the_option_has_it(site, host):
    with pytest.raises(PeerError, match=f"allow_private_hosts = {host} "):
        CkanSearch(Client(), site, peer="inside").status()


def test_status_when_peer_has_no_name_yet_then_its_address_is_told_once(misbehaving_server):
    misbehaving_server.route(STATUS, Answer(b"", 500))
    url = misbehaving_server.url
    client = Client(allow_private=[misbehaving_server.host], limits=Limits(retries=0))
    with pytest.raises(PeerError) as caught:
        CkanSearch(client, url, peer=url).status()
    assert str(caught.value).startswith(f"Peer {url}, asked for its status: Answered 500")
    assert str(caught.value).count(url) == 1


def test_pages_when_counts_do_not_add_up_then_the_catalogue_moved(misbehaving_server):
    misbehaving_server.route(SEARCH, page("a", "b", count=4), page("d", count=1))
    with pytest.raises(CatalogueMoved, match="2 datasets should follow, not 1"):
        ids_of(peer_at(misbehaving_server))


def test_pages_when_more_come_than_counted_then_the_catalogue_moved(misbehaving_server):
    misbehaving_server.route(SEARCH, page("a", "b", count=1))
    with pytest.raises(CatalogueMoved, match="counts 1 datasets but sends 2"):
        ids_of(peer_at(misbehaving_server))


def test_read_catalogue_when_it_moved_once_then_is_read_again(misbehaving_server):
    a, b = page("a", count=2), page("b", count=5)
    misbehaving_server.route(SEARCH, a, b, page("a", count=2), page("b", count=1))
    stage = read_catalogue(
        peer_at(misbehaving_server), misbehaving_server.url, {}, keep=lambda record: False
    )
    assert sorted(stage.records) == ["a", "b"]


def test_read_catalogue_when_it_moves_for_ever_then_fails(misbehaving_server):
    misbehaving_server.route(SEARCH, *[page("a", count=2), page("b", count=5)] * ATTEMPTS)
    with pytest.raises(CatalogueMoved):
        read_catalogue(
            peer_at(misbehaving_server), misbehaving_server.url, {}, keep=lambda record: False
        )
    assert len(misbehaving_server.requests) == 2 * ATTEMPTS


def test_status_when_peer_is_a_ckan_then_says_what_it_is(misbehaving_server):
    result = {"ckan_version": "2.12.0", "site_title": "Salford", "site_url": "http://s.example"}
    misbehaving_server.route(STATUS, json_answer({"success": True, "result": result}))
    misbehaving_server.route(SEARCH, page(count=7))
    status = peer_at(misbehaving_server).status()
    assert (status.ckan_version, status.title, status.site) == (
        "2.12.0",
        "Salford",
        "http://s.example",
    )
    assert status.datasets == 7


def test_status_when_it_is_no_ckan_then_says_so(misbehaving_server):
    misbehaving_server.route(STATUS, json_answer({"success": True, "result": {}}))
    with pytest.raises(PeerError, match="not that of a CKAN portal"):
        peer_at(misbehaving_server).status()


def test_pages_when_numbers_are_not_json_then_the_record_is_at_fault(misbehaving_server):
    body = json.dumps({"success": True, "result": {"count": 1, "results": [{"id": "a", "x": 0}]}})
    misbehaving_server.route(SEARCH, Answer(body.replace('"x": 0', '"x": NaN').encode()))
    stage = read_catalogue(
        peer_at(misbehaving_server), misbehaving_server.url, {}, keep=lambda record: False
    )
    assert stage.records["a"].problem == "It is not shaped as CKAN shapes a dataset."
