"""Secrets are random, kept, and private."""

from __future__ import annotations

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.credentials import Credentials


@pytest.fixture
def credentials(tmp_path):
    return Credentials(tmp_path / "secrets.json")


def test_get_when_asked_twice_then_the_same_secret(credentials):
    secret = credentials.get("redis")
    assert Credentials(credentials.path).get("redis") == secret
    assert len(secret) >= 43  # 32 bytes


def test_get_when_names_differ_then_secrets_differ(credentials):
    assert credentials.get("a") != credentials.get("b")


def test_file_when_written_then_only_its_owner_reads_it(credentials):
    credentials.get("redis")
    assert credentials.path.stat().st_mode & 0o777 == 0o600


def test_get_when_the_file_is_damaged_then_says_so_and_leaves_it(credentials):
    credentials.path.write_text("{half")
    with pytest.raises(CivicError, match=r"secrets\.json: the file of passwords cannot be read"):
        credentials.get("redis")
    assert credentials.path.read_text() == "{half"


def test_forget_when_known_then_find_answers_none(credentials):
    credentials.put("token hub admin", "t")
    credentials.forget("token hub admin")
    assert credentials.find("token hub admin") is None
