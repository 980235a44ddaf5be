"""The linked data of the preview, as a person reads it."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.harmonise.editor.preview import turtle

FIRST, SECOND = "http://example.org/id/b", "http://example.org/id/a"


def test_turtle_when_lines_of_things_are_interleaved_then_each_thing_stands_once(tmp_path: Path):
    lines = [
        f'<{subject}> <http://example.org/p{number}> "{number}" <http://example.org/g> .\n'
        for number in range(3)
        for subject in (SECOND, FIRST, f"{FIRST}#part", "http://example.org/id/other")
    ]
    quads = tmp_path / "quads.nq"
    quads.write_text("".join(lines), encoding="utf-8")
    text = turtle(quads, [FIRST, SECOND], {})
    found = [text.count(f"<{one}> ") for one in (FIRST, f"{FIRST}#part", SECOND)]
    assert found == [1, 1, 1]
    assert text.index(f"<{FIRST}#part>") < text.index(f"<{SECOND}>")
    assert "other" not in text
