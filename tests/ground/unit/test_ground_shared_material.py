"""A test may skip for lack of real files, but not in CI where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
CONFTEST = f"""
import sys
from pathlib import Path

sys.path.insert(0, {str(TESTS)!r})
from fixtures import shared_material

pytest_plugins = ["fixtures.shared_material"]


def pytest_configure(config):
    config.addinivalue_line("markers", "needs_shared: needs real files")


def pytest_sessionfinish(session):
    shared_material.SHARED = Path("there")  # it was away for the test, and is here after all
    shared_material.fail_on_needless_skips(session)
"""
TEST = """
import pytest
from fixtures import shared_material
from pathlib import Path

shared_material.SHARED = Path("away")


@pytest.mark.needs_shared
def test_with_a_mark():
    pass


def test_with_the_fixture(shared):
    pass


def test_that_skips_for_another_reason():
    pytest.skip("needs a browser")
"""


def run(pytester: pytest.Pytester) -> pytest.RunResult:
    """Run three tests that skip, two of them for lack of the folder."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TEST)
    return pytester.runpytest_subprocess("-p", "no:ckan", "-p", "no:ckan_fixtures")


def test_needs_shared_when_the_folder_is_away_then_skips(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    result = run(pytester)
    result.assert_outcomes(skipped=3)
    assert result.ret == pytest.ExitCode.OK


def test_needs_shared_when_skipped_in_ci_although_it_is_there_then_the_run_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.mkdir("there")
    result = run(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*these tests skipped*", "*test_with_a_mark*", "*the_fixture*"])
    result.stdout.no_fnmatch_line("  *another_reason*")


def test_needs_shared_when_skipped_by_hand_although_it_is_there_then_the_run_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    pytester.mkdir("there")
    assert run(pytester).ret == pytest.ExitCode.OK
