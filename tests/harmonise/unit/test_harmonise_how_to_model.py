"""The how-to page on adding a model does what it says: its model, crosswalk, file and command."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from click.testing import CliRunner

from ckanext.civic.console import civic
from ckanext.civic.core.nquads import line
from ckanext.civic.harmonise.models import load_model
from ckanext.civic.harmonise.models.shapes import shape_quads

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-model.md"


def write_example(folder: Path) -> None:
    """Write the page's model, crosswalk and file into a folder, as the page says."""
    text = PAGE.read_text(encoding="utf-8")
    yaml = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (table,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    for inner in ("models", "crosswalks"):
        (folder / "mine" / inner).mkdir(parents=True)
    (folder / "mine/models/benches.yaml").write_text("".join(yaml[:-1]), encoding="utf-8")
    path = folder / "mine/crosswalks/exampleton-benches.yaml"
    path.write_text(yaml[-1], encoding="utf-8")
    (folder / "benches.csv").write_text(table, encoding="utf-8")


@pytest.fixture
def exampleton(tmp_path, monkeypatch) -> Path:
    """Run the page's command in a folder with its files, and return the folder."""
    monkeypatch.chdir(tmp_path)
    write_example(tmp_path)
    (command,) = re.findall(r"(?m)^    civic (harmonise .*)$", PAGE.read_text(encoding="utf-8"))
    done = CliRunner().invoke(civic, [*command.split(), "--json"])
    Path("report.json").write_text(done.stdout, encoding="utf-8")
    return tmp_path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_page_when_followed_then_the_report_says_what_it_says(exampleton):
    report = json.loads((exampleton / "report.json").read_text(encoding="utf-8"))
    assert (report["rows_in"], report["resources_out"]) == (5, 3)
    assert {(one["row"], one["reason"]) for one in report["dropped"]} == {
        (4, "invalid_values"),
        (5, "required_missing"),
    }
    told = json.dumps(report["checks"], ensure_ascii=False)
    assert "Recycled plastic" in told
    assert "1 or more" in told


def test_page_when_followed_then_the_rows_come_out_as_it_says(exampleton):
    first, second, third = rows_of(exampleton / "out" / "benches.csv")
    assert (first["material"], first["is_memorial"]) == ("oak", "true")
    assert second["material"] == "wood|metal"
    assert first["uri"].endswith("/benches/B1")
    assert (first["placed"], third["placed"]) == ("2012-05-01", "2020-06-30")
    written = (exampleton / "out" / "benches.nq").read_text(encoding="utf-8")
    assert "/benches/materials/recycled-plastic>" in written
    assert "<http://statistics.data.gov.uk/id/statistical-geography/E05000819>" in written
    assert "Person" not in written
    held = rows_of(exampleton / "out" / "benches.quarantine.csv")
    assert [one["Ref"] for one in held] == ["B4", "B5"]


def test_page_when_followed_then_the_result_keeps_to_the_shape_of_the_model(exampleton):
    report = json.loads((exampleton / "report.json").read_text(encoding="utf-8"))
    assert report["model"] == "benches"
    data = rdflib.Dataset(default_union=True)
    data.parse(exampleton / "out" / "benches.nq", format="nquads")
    base = next(str(s) for s in data.subjects() if "/id/" in str(s)).partition("/id/")[0]
    model = load_model("benches", [exampleton / "mine"])
    shapes = "".join(map(line, shape_quads(model, base)))
    graph = rdflib.Graph().parse(data=shapes, format="nt")
    flat = rdflib.Graph()
    for triple in data.triples((None, None, None)):
        flat.add(triple)
    assert list(flat.subjects(rdflib.RDF.type, rdflib.URIRef(model.class_iri(base))))
    conforms, _, text = pyshacl.validate(flat, shacl_graph=graph, allow_warnings=True)
    assert conforms, text
