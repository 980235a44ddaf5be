"""The how-to page on adding a council does what it says: its own file, crosswalk and command."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ckanext.civic.console import civic

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-council.md"


def blocks(language: str) -> list[str]:
    """Return the page's code blocks of a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def exampleton(tmp_path, monkeypatch) -> Path:
    """Write the page's file and crosswalk, run its command there, and return the folder."""
    monkeypatch.chdir(tmp_path)
    (table,) = blocks("csv")
    Path("allotments.csv").write_text(table, encoding="utf-8")
    Path("exampleton-allotments.yaml").write_text("".join(blocks("yaml")), encoding="utf-8")
    (command,) = re.findall(r"(?m)^    civic (harmonise .*)$", PAGE.read_text(encoding="utf-8"))
    done = CliRunner().invoke(civic, [*command.split(), "--json"])
    Path("report.json").write_text(done.stdout, encoding="utf-8")
    assert done.exit_code == 0, done.output
    return tmp_path


def test_page_when_followed_then_the_report_counts_as_it_says(exampleton):
    report = json.loads((exampleton / "report.json").read_text(encoding="utf-8"))
    assert (report["rows_in"], report["resources_out"]) == (4, 3)
    assert "the council's sum of the rows above" in json.dumps(report, ensure_ascii=False)
    assert {one["id"] for one in report["checks"] if one["severity"] != "note"} == {
        "unmapped_codes"
    }
    assert "Pizza oven" in json.dumps(report["checks"], ensure_ascii=False)


def test_page_when_followed_then_the_rows_come_out_as_it_says(exampleton):
    with (exampleton / "out" / "allotments.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["identifier"]: row for row in csv.DictReader(file)}
    assert list(rows) == ["EX/01", "EX/02", "EX/03"]
    hill, mill, station = rows.values()
    assert (hill["facilities"], hill["plots"]) == ("storage|toilets|water", "24")
    assert (hill["effective_date"], hill["postcode"]) == ("2024-04-03", "EX1 2AB")
    assert (mill["facilities"], mill["plots"]) == ("water", "")
    assert station["facilities"].startswith("storage|")
    assert len({row["uri"] for row in rows.values()}) == 3
    assert all(row["latitude"].startswith("53.4") for row in rows.values())


def test_page_when_followed_then_no_private_person_is_in_what_is_published(exampleton):
    written = "".join(path.read_text("utf-8") for path in (exampleton / "out").iterdir())
    assert "Person" not in written
    assert "pizza-oven" in written
