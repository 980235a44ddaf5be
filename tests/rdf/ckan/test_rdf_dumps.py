"""Whole dumps: every public dataset once, nothing else, in every syntax, as one moment had it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from ckan import model
from click.testing import CliRunner, Result

import factories
from ckanext.civic.rdf.cli import civic_rdf
from ckanext.civic.rdf.dumps import dump_format, dump_formats
from ckanext.civic.rdf.logic import catching_up, snapshot
from ckanext.civic.rdf.logic.catalog_dump import CatalogDump
from ckanext.civic.rdf.logic.snapshot import each_current
from ckanext.civic.rdf.model import CivicRdfOutbox

from .conftest import SITE, update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]

DATASET = pyoxigraph.NamedNode("http://www.w3.org/ns/dcat#Dataset")
READERS = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
}


@pytest.fixture(autouse=True)
def folder(tmp_path, ckan_config, monkeypatch) -> Path:
    """The folder of this test's dumps, empty at first."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_folder", str(tmp_path / "dumps"))
    return tmp_path / "dumps"


@pytest.fixture
def run() -> Callable[[list[str]], Result]:
    """Return ``run(arguments)`` of ``ckan civic-rdf`` in this process."""
    return lambda arguments: CliRunner().invoke(civic_rdf, arguments)


@pytest.fixture
def council():
    return factories.council(name="manchester", title="Manchester City Council")


@pytest.fixture
def three(council):
    return [
        factories.dataset(council, name=name, title=name) for name in ("bins", "lamps", "plots")
    ]


def whole(ending: str) -> bytes:
    """Return a dump of now."""
    format = dump_format(ending)
    assert format
    catching_up.describe_everything()
    with snapshot.snapshot() as now:
        return b"".join(CatalogDump(now, format).chunks())


def statements(content: bytes, ending: str) -> set[tuple[str, str, str]]:
    quads = pyoxigraph.parse(content, format=READERS[ending])
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


@pytest.mark.parametrize("ending", READERS)
def test_dump_when_asked_in_any_syntax_then_every_public_dataset_is_in_it(
    app, three, council, ending
):
    factories.dataset(council, name="secret", title="Secret", private=True)

    answer = app.get(f"/rdf/catalog.{ending}")

    found = list(pyoxigraph.parse(answer.data, format=READERS[ending]))
    assert {str(quad.subject) for quad in found if quad.object == DATASET} == {
        f"<{SITE}/dataset/{each['id']}>" for each in three
    }
    assert statements(answer.data, ending) == statements(whole("nt"), "nt")
    assert b"ecret" not in answer.data
    assert answer.headers["Content-Type"].startswith(dump_format(ending).media_type)
    packed = app.get(f"/rdf/catalog.{ending}.gz")
    assert gzip.decompress(packed.data) == answer.data
    assert packed.headers["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in packed.headers
    assert f'filename="catalog.{ending}.gz"' in packed.headers["Content-Disposition"]


@pytest.mark.parametrize("change", ["title", "private", "delete", "purge"])
def test_dump_when_a_dataset_was_just_changed_then_it_shows(app, three, change):
    for _ in range(2):  # the second answer comes from the file
        assert b"lamps" in app.get("/rdf/catalog.nq").data
    if change == "title":
        update("package_patch", id="lamps", title="Lanterns")
    elif change == "private":
        update("package_patch", id="lamps", private=True)
    else:
        update("package_delete" if change == "delete" else "dataset_purge", id="lamps")

    for ending in ("nq", "ttl", "nq.gz"):
        content = app.get(f"/rdf/catalog.{ending}").data
        content = gzip.decompress(content) if ending.endswith("gz") else content
        assert (b"Lanterns" in content) == (change == "title")
        assert (three[1]["id"].encode() in content) == (change == "title")


def test_dump_when_others_edit_meanwhile_then_it_is_as_one_moment_had_it(council, monkeypatch):
    monkeypatch.setattr(snapshot, "ROWS_AT_ONCE", 2)
    made = [factories.dataset(council, name=f"set-{n}", title=f"Before {n}") for n in range(8)]
    catching_up.describe_everything()
    seen = []
    for number, description in enumerate(each_current()):
        seen.append(description)
        if number == 1:  # the first and last ids change, a new one comes
            for each in made:
                update("package_patch", id=each["id"], title="After")
            factories.dataset(council, name="newest")
            catching_up.describe_everything()

    assert sorted(each.package_id for each in seen) == sorted(each["id"] for each in made)
    assert all(b"Before" in each.nquads and b"After" not in each.nquads for each in seen)
    assert len(list(each_current())) == 9


def test_dump_when_something_is_hidden_meanwhile_then_it_stays_out(council, monkeypatch):
    monkeypatch.setattr(snapshot, "CHECK_EVERY_S", 0)
    made = [factories.dataset(council, name=f"set-{n}") for n in range(4)]
    last = max(each["id"] for each in made)
    catching_up.describe_everything()
    seen = []
    for description in each_current():
        if not seen:
            update("package_patch", id=last, private=True)
        seen.append(description.package_id)

    assert len(seen) == 3
    assert last not in seen


def test_dump_when_it_is_the_first_time_then_everything_is_described(app, three):
    model.Session.query(CivicRdfOutbox).delete()  # as if they were older than the plugin
    model.Session.commit()

    content = app.get("/rdf/catalog.nq").data

    for each in three:
        assert each["id"].encode() in content


def test_dump_when_the_first_time_takes_long_then_no_half_catalogue_is_sent(
    app, three, monkeypatch
):
    model.Session.query(CivicRdfOutbox).delete()
    model.Session.commit()
    monkeypatch.setattr("ckanext.civic.rdf.views.catalog._CATCH_UP_S", 0)

    answer = app.get("/rdf/catalog.nq", status=503)

    assert "described for the first time; 3 datasets are left" in answer.body
    assert answer.headers["Retry-After"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_dump_when_the_mapping_is_another_one_then_everything_is_described_anew(
    app, three, ckan_config, monkeypatch
):
    whole("nq")
    monkeypatch.setitem(ckan_config, "ckanext.civic.harmonise.uri_base", "https://id.example")

    done = factories.act("civic_rdf_outbox_flush", factories.site_user())

    assert done["failed"] == 0
    assert app.get("/rdf/catalog.nq").body.count("<https://id.example/graph/manchester/bins/meta>")
    assert f"<{SITE}/graph/manchester/bins/meta>" not in app.get("/rdf/catalog.nq").body


def test_dump_when_parts_are_asked_then_they_are_the_whole(app, three):
    def datasets(query: str) -> list[str]:
        lines = app.get(f"/rdf/catalog.nq{query}").body.splitlines()
        return [line for line in lines if "dcat#Dataset>" in line]

    assert len(datasets("")) == 3
    assert datasets("?limit=2") + datasets("?start=2") == datasets("")
    for query in ("?limit=x", "?start=-1", "?limit=1e9", "?start=99999999999999999999"):
        app.get(f"/rdf/catalog.nq{query}", status=400)
    for ending in ("docx", "nq.zip", "gz", "nq.gz.gz", "..%2fnq"):
        app.get(f"/rdf/catalog.{ending}", status=404)


@pytest.mark.parametrize("format", dump_formats(), ids=lambda format: format.ending)
def test_command_when_it_dumps_then_the_file_appears_whole(run, three, tmp_path, format):
    target = tmp_path / f"catalog.{format.ending}"
    packed = ["--gzip"] if format.is_packed else []

    result = run(["dump", "--format", format.syntax.ending, *packed, "-o", str(target)])

    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[-1] == "3 datasets"
    assert target.read_bytes() == whole(format.ending)
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_command_when_it_dies_then_the_old_file_stays(run, three, tmp_path, monkeypatch):
    target = tmp_path / "catalog.nq"
    target.write_text("old")
    monkeypatch.setattr(snapshot.Snapshot, "datasets", broken)

    assert run(["dump", "-o", str(target)]).exit_code != 0
    assert target.read_text() == "old"
    assert list(tmp_path.glob("*.part")) == []


def broken(*args, **kwargs):
    raise RuntimeError("a fault")
