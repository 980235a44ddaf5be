"""Fill in a portal's CKAN settings file."""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path

TEMPLATE = Path(__file__).parent / "settings" / "ckan.ini"
PLUGINS = (
    "civic_gate civic_harmonise civic_rdf civic_sync civic_certificate dcat text_view image_view"
)


def render(values: Mapping[str, str], template: Path = TEMPLATE) -> str:
    """Answer the template's text with every ``${name}`` replaced.

    Percent signs are doubled because CKAN reads the file with interpolation; an empty value
    drops its line. Raises KeyError for a value that is missing and ValueError for one with a
    line break, which would let a value add options of its own.
    """
    escaped = {}
    for name, value in values.items():
        if "\n" in value or "\r" in value:
            raise ValueError(f"the setting {name} has a line break")
        escaped[name] = value.replace("%", "%%")
    empty = {f"${{{name}}}" for name, value in values.items() if not value}
    lines = [
        line
        for line in template.read_text(encoding="utf-8").splitlines()
        if line.partition(" = ")[2] not in empty or " = " not in line
    ]
    return string.Template("\n".join(lines) + "\n").substitute(escaped)


def texts(title: str, role: str, hub_url: str) -> dict[str, str]:
    """Answer what the home page and the page "About" say: whose portal it is."""
    if role == "hub":
        return {
            "title": title,
            "description": "Open data of the councils of Greater Manchester in one place",
            "intro": "What the councils of Greater Manchester publish, kept in step with each"
            " council's own portal.",
            "about": "This hub copies the open data of the councils' own portals and joins it, so"
            " that one question can be asked across all of them. Each dataset belongs to the"
            " council that published it and is changed only there.",
        }
    return {
        "title": title,
        "description": f"Open data published by {title}",
        "intro": f"Data that {title} publishes for anyone to use.",
        "about": f"This is the open data portal of {title}. The same data, beside that of the"
        f" other councils, is at the [Greater Manchester hub]({hub_url}).",
    }
