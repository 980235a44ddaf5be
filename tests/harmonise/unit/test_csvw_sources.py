"""Finding and reading tables and metadata: folders, the web (a server on loopback), the command."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ckanext.civic.core.http import AddressRefused, Client
from ckanext.civic.harmonise.csvw import CsvwError, InvalidMetadata, csv2rdf

SITE = "https://data.example.org/"
CONTEXT = "http://www.w3.org/ns/csvw"


def described(name: str, property_: str, **more: Any) -> dict[str, Any]:
    """Return metadata of a table with one column."""
    schema = {"columns": [{"name": "a", "propertyUrl": property_}]}
    return {"@context": CONTEXT, "url": name, "tableSchema": schema, **more}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with one table."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "t.csv").write_text("a\n1\n")
    return folder


def put(path: Path, value: object) -> Path:
    """Write a value as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
    return path


def predicates(source: str | Path, **options: Any) -> list[str]:
    """Return the predicates of a minimal conversion, without brackets."""
    text = "".join(csv2rdf(source, minimal=True, **options))
    return [line.split()[1].strip("<>") for line in text.splitlines()]


def test_metadata_when_in_several_places_then_the_first_wins(site: Path) -> None:
    maps = {SITE: site}
    table = SITE + "t.csv"
    assert predicates(table, maps=maps) == [table + "#a"]
    put(site / "csvm.json", described("t.csv", "http://e/csvm"))
    assert predicates(table, maps=maps) == ["http://e/csvm"]
    put(site / "csv-metadata.json", described("t.csv", "http://e/directory"))
    assert predicates(table, maps=maps) == ["http://e/directory"]
    put(site / "t.csv-metadata.json", described("t.csv", "http://e/file"))
    assert predicates(table, maps=maps) == ["http://e/file"]
    put(site / "own.json", described("t.csv", "http://e/own"))
    put(site / ".well-known" / "csvm", None).write_text("own.json\n{+url}-metadata.json\n")
    assert predicates(table, maps=maps) == ["http://e/own"]
    put(site / "linked.json", described("t.csv", "http://e/linked"))
    link = (
        '<other.json>; rel=describedby, <linked.json>; rel="describedby"; type="application/json"'
    )
    assert predicates(table, maps=maps, link=link) == ["http://e/linked"]
    user = put(site / "user.json", described("t.csv", "http://e/user"))
    assert predicates(table, maps=maps, link=link, metadata=user) == ["http://e/user"]


def test_metadata_when_it_names_another_table_then_left_out_with_a_warning(site: Path) -> None:
    warnings: list[str] = []
    put(site / "csv-metadata.json", described("other.csv", "http://e/p"))
    assert predicates(site / "t.csv", warn=warnings.append) == [(site / "t.csv").as_uri() + "#a"]
    assert len(warnings) == 1


def test_local_path_when_its_folder_is_mapped_then_has_that_address(site: Path) -> None:
    assert predicates(site / "t.csv", maps={SITE: site}) == [SITE + "t.csv#a"]


@pytest.mark.parametrize(
    "path", ["../secret.csv", "%2e%2e/secret.csv", "x/..%2f..%2fsecret.csv", "link.csv"]
)
def test_mapped_folder_when_an_address_leads_out_then_refused(site: Path, path: str) -> None:
    (site.parent / "secret.csv").write_text("a\n1\n")
    (site / "link.csv").symlink_to(site.parent / "secret.csv")
    with pytest.raises(CsvwError, match="leads out"):
        predicates(SITE + path, maps={SITE: site})


def test_document_from_elsewhere_when_it_names_a_local_file_then_refused(site: Path) -> None:
    put(site / "m.json", described((site / "t.csv").as_uri(), "http://e/p"))
    with pytest.raises(CsvwError, match="names a local file"):
        predicates(SITE + "m.json", maps={SITE: site})


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"@context": 1,\n "b": }', "line 2, column 7"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": "\xff"}', "byte 7"),
        (b"[]", "one JSON object"),
        (b"{}", "no @context"),
        (b'{"@context": "http://schema.org"}', "@context"),
        (b'{"@context": "http://www.w3.org/ns/csvw"}', "neither tables nor url"),
    ],
)
def test_metadata_when_invalid_then_refused_with_the_place(
    site: Path, content: bytes, place: str
) -> None:
    (site / "m.json").write_bytes(content)
    with pytest.raises(InvalidMetadata, match=place):
        predicates(site / "m.json")


def test_schema_when_it_refers_to_itself_then_read_once(site: Path) -> None:
    put(site / "m.json", {"@context": CONTEXT, "url": "t.csv", "tableSchema": "s.json"})
    put(site / "s.json", {"@context": CONTEXT, "tableSchema": "s.json", "columns": [{"name": "b"}]})
    warnings: list[str] = []
    table = (site / "t.csv").as_uri()
    assert predicates(site / "m.json", warn=warnings.append) == [table + "#b"]
    assert "tableSchema" in warnings[0]


@pytest.mark.parametrize(
    ("dialect", "content", "expected"),
    [
        ({"delimiter": ";"}, "a;b\n1;2\n", ["1", "2"]),
        ({"delimiter": "||"}, 'a||b\n1||"x||y"\n', ["1", "x||y"]),
        ({"quoteChar": "'"}, "a,b\n1,'x,y'\n", ["1", "x,y"]),
        ({"quoteChar": None}, 'a,b\n1,"x\n', ["1", '"x']),
        ({"doubleQuote": False}, 'a,b\n1,"x\\"y"\n', ["1", 'x"y']),
        ({"lineTerminators": "\r"}, "a,b\r1,2\r", ["1", "2"]),
        ({"header": False}, "1,2\n", ["1", "2"]),
        ({"headerRowCount": 2}, "a,b\nc,d\n1,2\n", ["1", "2"]),
        ({"headerRowCount": 10**30}, "a,b\n1,2\n", []),
        ({"skipRows": 10**30}, "a,b\n1,2\n", []),
        ({"skipColumns": 10**30}, "a,b\n1,2\n", []),
        ({"skipRows": 2}, 'notes\n"more,\nnotes"\na,b\n1,2\n', ["1", "2"]),
        ({"skipColumns": 1}, "x,a,b\n0,1,2\n", ["1", "2"]),
        ({"skipBlankRows": True}, "a,b\n\n,\n1,2\n\n", ["1", "2"]),
        ({"commentPrefix": "#"}, 'a,b\n# it"s a comment\n1,2\n#,\n', ["1", "2"]),
        ({"header": False, "commentPrefix": "#"}, "#,x\n1,2\n", ["1", "2"]),
        ({"encoding": "latin1"}, "a,b\n£,“\n", ["£", "“"]),
        ({"encoding": "utf-16"}, "a,b\n£,2\n", ["£", "2"]),
        ({"encoding": "utf-16-le"}, "a,b\n£,2\n", ["£", "2"]),
        ({"encoding": "utf-16-be"}, "\ufeffa,b\n£,2\n", ["£", "2"]),
        ({"trim": False}, "a,b\n 1, 2 \n", [" 1", " 2 "]),
        ({"skipInitialSpace": True}, "a,b\n 1, 2 \n", ["1", "2 "]),
        ({}, "a,b\n 1, 2 \n", ["1", "2"]),
        ({}, "\ufeffa,b\n1,2\n", ["1", "2"]),
        ({}, 'a,b\r\n1,"2\r\n3"\r\n', ["1", "2\\r\\n3"]),
        ({}, "a,b\n1\n", ["1"]),
        ({}, "a,b\n1,2,3\n", ["1", "2", "3"]),
    ],
)
def test_dialect_when_given_then_cells_are_cut_so(
    site: Path, dialect: dict[str, Any], content: str, expected: list[str]
) -> None:
    encoding: str = dialect.get("encoding", "utf-8").replace("latin1", "cp1252")
    (site / "d.csv").write_bytes(content.encode(encoding))
    put(site / "m.json", {"@context": CONTEXT, "url": "d.csv", "dialect": dialect})
    text = "".join(csv2rdf(site / "m.json", minimal=True))
    assert [line.split(" ", 2)[2].removesuffix(" .").strip('"') for line in text.splitlines()] == [
        value.replace('"', '\\"') for value in expected
    ]


def test_rows_when_comments_stand_between_then_numbers_are_those_of_the_file(site: Path) -> None:
    (site / "d.csv").write_text("a\n#x\n1\n")
    dialect = {"commentPrefix": "#"}
    put(site / "m.json", {"@context": CONTEXT, "url": "d.csv", "dialect": dialect})
    text = "".join(csv2rdf(site / "m.json"))
    assert "d.csv#row=3>" in text
    assert '<http://www.w3.org/2000/01/rdf-schema#comment> "x"' in text


def test_bytes_when_not_of_the_encoding_then_replaced_with_a_warning(site: Path) -> None:
    (site / "d.csv").write_bytes(b"a\n\xa31\n")
    warnings: list[str] = []
    assert "\ufffd1" in "".join(csv2rdf(site / "d.csv", warn=warnings.append))
    assert "not utf-8" in warnings[0]


def test_line_end_when_a_bare_carriage_return_then_refused_with_the_row(site: Path) -> None:
    (site / "d.csv").write_bytes(b"a,b\n1,2\n3,4\r5,6\n")
    with pytest.raises(CsvwError, match=r"row 3 of the file.*carriage return"):
        predicates(site / "d.csv")


class _Handler(BaseHTTPRequestHandler):
    files: dict[str, tuple[dict[str, str], bytes]]

    def do_GET(self) -> None:
        headers, body = self.files.get(self.path, ({}, b""))
        self.send_response(200 if self.path in self.files else 404)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[tuple[str, dict[str, tuple[dict[str, str], bytes]]]]:
    """Return the address of a server and its files: path to headers and body."""
    files: dict[str, tuple[dict[str, str], bytes]] = {}
    handler = type("Handler", (_Handler,), {"files": files})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", files
    server.shutdown()
    server.server_close()


def fetched(source: str) -> str:
    """Return a minimal conversion of what loopback serves."""
    return "".join(csv2rdf(source, minimal=True, client=Client(allow_private=["127.0.0.1"])))


def test_table_on_the_web_when_described_by_headers_then_read_so(web: Any) -> None:
    address, files = web
    headers = {"Content-Type": 'text/csv; header=absent; charset="windows-1252"'}
    files["/t.csv"] = ({**headers, "Content-Language": "en"}, "£,2\n".encode("cp1252"))
    assert fetched(f"{address}/t.csv").splitlines() == [
        f'_:t1r1 <{address}/t.csv#_col.1> "£"@en .',
        f'_:t1r1 <{address}/t.csv#_col.2> "2"@en .',
    ]
    files["/t.tsv"] = ({"Content-Type": "text/tab-separated-values"}, b"a\tb\n1\t2\n")
    assert f"<{address}/t.tsv#b>" in fetched(f"{address}/t.tsv")


def test_table_on_the_web_when_it_links_to_metadata_then_used(web: Any) -> None:
    address, files = web
    link = '<m.json>; rel="describedby"; type="application/csvm+json"'
    files["/d/t.csv"] = ({"Link": link}, b"a\n1\n")
    files["/d/m.json"] = ({}, json.dumps(described("t.csv", "http://e/linked")).encode())
    assert "<http://e/linked>" in fetched(f"{address}/d/t.csv")
    files["/d/u.csv"] = ({}, b"a\n1\n")
    files["/.well-known/csvm"] = ({}, b"/m?of={url}\n")
    place = f"/m?of={address.replace(':', '%3A').replace('/', '%2F')}%2Fd%2Fu.csv"
    metadata = json.dumps(described("d/u.csv", "http://e/site")).encode()
    files[place] = ({"Content-Type": "application/json"}, metadata)
    assert "<http://e/site>" in fetched(f"{address}/d/u.csv")


def test_private_address_when_not_allowed_then_refused(web: Any) -> None:
    address, _ = web
    with pytest.raises(AddressRefused):
        predicates(f"{address}/t.csv")


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    program = Path(sys.executable).with_name("civic")
    return subprocess.run(
        [program, "csv2rdf", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_command_when_all_is_well_then_writes_and_warns(site: Path) -> None:
    table = put(site / "m.json", described("t.csv", "http://e/p", colour="red"))
    done = command(table, "--minimal", "--map", f"{SITE}={site}")
    assert done.returncode == 0
    assert done.stdout == '_:t1r1 <http://e/p> "1" .\n'
    assert done.stderr.startswith(f"warning: {SITE}m.json: key colour: ")


def test_command_when_metadata_is_invalid_then_ends_with_1_and_keeps_the_old_file(
    site: Path,
) -> None:
    output = site / "out.nt"
    output.write_text("old")
    tables = [{"url": "t.csv"}, {"url": "gone.csv"}]
    late = put(site / "m.json", {"@context": CONTEXT, "tables": tables})
    done = command(late, "-o", output)
    assert done.returncode == 1
    assert "error: file" in done.stderr
    assert "gone.csv" in done.stderr
    assert output.read_text() == "old"
    assert sorted(path.name for path in site.iterdir()) == ["m.json", "out.nt", "t.csv"]


def test_command_when_a_map_names_no_folder_then_ends_with_2(site: Path) -> None:
    assert command(site / "t.csv", "--map", f"{SITE}={site}/none").returncode == 2
