"""Record XML and HTML tables; XML that does harm."""

from __future__ import annotations

import pytest
from harmonise.tables import read, records_of, rows_of

from ckanext.civic.harmonise.errors import UnreadableFile, UnusableTable

FME = """<?xml version="1.0" encoding="UTF-8"?>
<fme:xml-tables xmlns:fme="http://www.safe.com/xml/xmltables"><fme:Sites-table>
<fme:Sites><fme:ref>1</fme:ref><fme:name>A &amp; B</fme:name></fme:Sites>
<fme:Sites><fme:ref>2</fme:ref><fme:url>&lt;a href="x"&gt;y&lt;/a&gt;</fme:url></fme:Sites>
</fme:Sites-table></fme:xml-tables>"""

NESTED = """<sites made="2014"><title>Recycling</title>
<site id="7"><name>Library</name><types><type>Glass</type><type>Paper</type></types>
 <place crs="BNG"><easting>1</easting><northing>2</northing></place><note>a<b>b</b>c</note></site>
<site id="8"><name>School</name><types><type>Paper</type></types></site></sites>"""


def test_xml_when_records_repeat_then_each_is_a_row(tmp_path):
    table = read(tmp_path, FME.encode(), "sites.xml")
    assert table.decisions["record"] == "xml-tables/Sites-table/Sites"
    assert records_of(table) == [
        {"ref": "1", "name": "A & B"},
        {"ref": "2", "url": '<a href="x">y</a>'},
    ]


def test_xml_when_values_are_nested_then_columns_are_paths_and_repeats_are_joined(tmp_path):
    table = read(tmp_path, NESTED.encode())
    assert records_of(table)[0] == {
        "@id": "7", "name": "Library", "types/type": "Glass|Paper", "place/@crs": "BNG",
        "place/easting": "1", "place/northing": "2", "note": "a c", "note/b": "b",
    }  # fmt: skip
    assert table.decisions["not_read"] == ["sites/title"]
    assert table.line_numbers([2]) == {2: 4}


GROUPS = "<a>" + "".join(
    f"<group><title>g{i}</title>" + "<item><n>1</n><m>2</m><o>3</o></item>" * 5 + "</group>"
    for i in range(3)
) + "</a>"  # fmt: skip


def test_xml_when_records_are_grouped_then_the_fullest_ones_are_read_and_others_told(tmp_path):
    table = read(tmp_path, GROUPS.encode())
    assert (table.decisions["record"], len(rows_of(table))) == ("a/group/item", 15)
    assert table.decisions["other_records"] == {"a/group": 3}


@pytest.mark.parametrize("record", ["group", "a/group"])
def test_xml_when_the_record_is_declared_then_is_taken(tmp_path, record):
    table = read(tmp_path, GROUPS.encode(), record=record)
    assert rows_of(table)[1] == ["g1", "1|1|1|1|1", "2|2|2|2|2", "3|3|3|3|3"]


def test_xml_when_records_have_only_attributes_then_these_are_the_columns(tmp_path):
    table = read(tmp_path, b'<rows><row a="1" b="2"/><row a="3"/></rows>')
    assert (table.header, rows_of(table)) == (("@a", "@b"), [["1", "2"], ["3", ""]])


def test_xml_when_there_is_one_record_then_is_a_row(tmp_path):
    assert rows_of(read(tmp_path, b"<r><s><a>1</a><b>2</b></s></r>")) == [["1", "2"]]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_xml_when_encoding_is_declared_in_it_then_is_kept(tmp_path, codec):
    name = {"utf-8-sig": "utf-8"}.get(codec, codec)
    text = f'<?xml version="1.0" encoding="{name}"?><r><s a="£"/><s a="é"/></r>'
    assert rows_of(read(tmp_path, text.encode(codec))) == [["£"], ["é"]]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
ATTACKS = {
    "billion laughs": f"<!DOCTYPE r [{LAUGHS}]><r><s><a>&l9;</a></s><s><a>1</a></s></r>",
    "external entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<r><s><a>&x;</a></s><s><a>1</a></s></r>",
    "external document type": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r><s a="1"/></r>',
    "parameter entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><r/>',
    "quadratic": f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><r><s>{"&a;" * 5_000}</s></r>',
    "depth": "<a>" * 5_000 + "</a>" * 5_000,
    "unclosed comments": "<!-- " * 10_000,
    "unclosed type": f"<!DOCTYPE a [{']' * 60_000}",
    "undefined entity": "<r><s><a>&nope;</a></s></r>",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_xml_when_it_is_an_attack_then_is_refused(tmp_path, text):
    with pytest.raises(UnreadableFile, match=r"document type|levels deep|not well-formed"):
        read(tmp_path, f'<?xml version="1.0"?>{text}'.encode())


def test_xml_when_one_record_has_more_elements_than_a_row_may_then_is_refused(tmp_path):
    content = b"<r><s>" + b"<a>1</a>" * 100_001 + b"</s><s><a>1</a></s></r>"
    with pytest.raises(UnreadableFile, match="more than 100,000 elements"):
        rows_of(read(tmp_path, content))


def test_xml_when_elements_never_repeat_their_names_then_is_refused(tmp_path):
    text = "<r>" + "".join(f"<e{i}><a/></e{i}>" for i in range(15_000)) + "</r>"
    with pytest.raises(UnreadableFile, match="too many different elements"):
        read(tmp_path, text.encode())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<rdf:RDF xmlns:rdf='x'/>", "linked data already"),
        ("<?xml version='1.0'?><Workbook xmlns='x'/>", "Excel 2003"),
        ("<svg/>", "drawing"),
        ("<r><a>1</a", "not well-formed"),
    ],
)
def test_xml_when_it_is_no_table_then_says_what_it_is(tmp_path, text, words):
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, text.encode())


def test_xml_when_nothing_repeats_then_says_what_can_be_declared(tmp_path):
    with pytest.raises(UnusableTable, match="No element of the XML repeats"):
        read(tmp_path, b"<r><a>1</a></r>")
    with pytest.raises(UnusableTable, match=r"“nope”.*r/s"):
        read(tmp_path, b'<r><s a="1"/><s a="2"/></r>', record="nope")


PAGE = """<html><head><meta charset="{0}"><style>td {{color: red}}</style><title>x</title></head>
<body><h1>Spend</h1><table><thead><tr><th colspan="3">September</th></tr>
<tr><th>Supplier</th><th>Amount £</th><th>Note</th></tr></thead>
<tr><td>A &amp; B<br>Ltd</td><td>1</td><td>  a
 b </td></tr><tr><td>C</td><td>2</table></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["spend.xls", "spend.csv", "spend.html"])
def test_html_when_it_is_one_table_then_is_read(tmp_path, name, codec):
    content = PAGE.format("windows-1252" if codec == "cp1252" else "utf-8").encode(codec)
    table = read(tmp_path, content, name)
    assert table.header == ("Supplier", "Amount £", "Note")
    assert next(table.rows()) == (1, ["A & B\nLtd", "1", "a b"])
    assert table.decisions["skipped_rows"] == ["September"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<td>C</td>", '<td rowspan="2">C</td>', "merged over several rows"),
        ("</body>", "<table><tr><td>1</table>", "several tables"),
        ("<td>C</td>", "<td><table><tr><td>1</td></tr></table></td>", "several tables"),
        ("<h1>Spend</h1>", f"<p>{'Log in to see. ' * 50}</p>", "a web page"),
    ],
)
def test_html_when_it_is_more_than_a_table_then_says_what(tmp_path, old, new, words):
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, PAGE.format("utf-8").replace(old, new).encode())


def test_html_when_a_script_is_in_it_then_nothing_runs_and_it_is_no_text(tmp_path):
    page = PAGE.format("utf-8").replace("<h1>", f"<script>{'alert(1);' * 200}</script><h1>")
    assert read(tmp_path, page.encode()).header[0] == "Supplier"
