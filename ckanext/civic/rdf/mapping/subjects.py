"""What the dataset is about: keywords and themes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote

from ckanext.civic.core.nquads import path_segment

from .code_lists import EU, find
from .described import Described
from .terms import DCAT, SKOS, Triple, checked_iri, known, text_value, typed

_EU_THEME = f"{EU}data-theme/"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dcat:keyword`` for tags, ``dcat:theme`` for groups and for themes that are IRIs."""
    for tag in described.dataset.get("tags") or ():
        word = text_value(tag.get("display_name")) or text_value(tag.get("name"))
        yield from known(described.node, (DCAT.keyword, word))
    for group in described.dataset.get("groups") or ():
        name = str(group.get("name") or "")
        label = text_value(group.get("title")) or text_value(group.get("display_name"))
        if name:
            theme = f"<{described.site.url}/group/{path_segment(name)}>"
            yield from _theme(described, theme, label or text_value(name))
    for text in _listed(described.value("theme")):
        yield from _named_theme(described, text)


def _named_theme(described: Described, text: str) -> Iterator[Triple]:
    """Yield the theme for an IRI or a code of the EU's data themes; other words are keywords."""
    entry = find("themes", text.removeprefix(_EU_THEME))
    theme = f"<{_EU_THEME}{entry['code']}>" if entry else checked_iri(text)
    if theme is None:
        yield from known(described.node, (DCAT.keyword, text_value(text)))
        return
    last = unquote(theme[1:-1].rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])
    label = text_value(entry["title"]) if entry else text_value(last) or text_value(text)
    yield from _theme(described, theme, label)


def _theme(described: Described, theme: str, label: str | None) -> Iterator[Triple]:
    if label is None:
        return
    yield described.node, DCAT.theme, theme
    yield from typed(theme, SKOS.Concept)
    yield theme, SKOS.prefLabel, label


def _listed(value: object) -> list[str]:
    """Return the texts in a list, a JSON list, or a single text."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]
