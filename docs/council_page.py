"""Write docs/reference/councils.md from the crosswalk files: `python docs/council_page.py`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ckanext.civic.harmonise.crosswalks import Crosswalk, list_crosswalks

PAGE = Path(__file__).parent / "reference" / "councils.md"
_HEAD = """\
# Councils

The crosswalks that come with the project, by model. Each is a file of the same name in
`ckanext/civic/harmonise/crosswalks/`. What is left out for a reason is named with it. This page is
made from those files by `python docs/council_page.py`; how to write one: [Add a
council](../how-to/add-a-council.md)."""


def page() -> str:
    """Return the page as Markdown: a table of crosswalks for each model."""
    return "\n".join(_lines(list_crosswalks())) + "\n"


def _lines(crosswalks: list[Crosswalk]) -> Iterator[str]:
    yield _HEAD
    by_model = sorted(crosswalks, key=lambda one: (one.model.id, one.id))
    for model, group in groupby(by_model, key=lambda one: one.model):
        yield from ("", f"## [`{model.id}`](models/{model.id}.md): {model.title}", "")
        yield "| crosswalk | file | left out |"
        yield "|---|---|---|"
        for one in group:
            yield f"| `{one.id}` | {one.title} | {_left_out(one)} |"


def _left_out(crosswalk: Crosswalk) -> str:
    """Return the ignored columns by reason, and the rows that are dropped."""
    by_reason: dict[str, list[str]] = {}
    for column, reason in crosswalk.ignore.items():
        by_reason.setdefault(reason, []).append(column)
    parts = [f"{_columns(columns)}: {reason}" for reason, columns in by_reason.items()]
    parts += [f"rows: {one.reason}" for one in crosswalk.drop]
    return "<br>".join(parts).replace("|", "\\|")


def _columns(columns: list[str]) -> str:
    if len(columns) > 4:
        return f"“{columns[0]}” and {len(columns) - 1} more"
    return ", ".join(f"“{column}”" for column in columns)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
