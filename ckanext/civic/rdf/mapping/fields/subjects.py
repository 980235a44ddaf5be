"""What the dataset is about: keywords and themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...graphs.names import readable
from ..agents import concept, last_part
from ..code_lists import EU, coded, title_of
from ..described import Described
from ..terms import DCAT, SKOS, Triple, checked_iri, known, segment, text_value
from ..values import translations

EU_THEMES = f"{EU}data-theme"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dcat:keyword`` for tags, ``dcat:theme`` for groups and for themes that are IRIs.

    A dataset without any has the themes of the shared models that its files follow.
    """
    yield from _keywords(described)
    stated = list(_stated_themes(described))
    yield from stated
    if not any(predicate == DCAT.theme for _, predicate, _ in stated):
        for code in described.facts.themes:
            yield from _named_theme(described, code)


def _stated_themes(described: Described) -> Iterator[Triple]:
    for group in described.objects("groups"):
        name = readable(group.get("name"))
        label = text_value(group.get("title")) or text_value(group.get("display_name"))
        if name:
            scheme = f"{described.site.url}/group"
            theme = f"<{scheme}/{segment(name)}>"
            yield described.node, DCAT.theme, theme
            yield from concept(theme, label or text_value(name))
            yield theme, SKOS.inScheme, f"<{scheme}>"
    for text in described.listed("theme", "dcat_theme"):
        yield from _named_theme(described, text)


def _keywords(described: Described) -> Iterator[Triple]:
    words: list[str | None] = [*translations(described.value("tags_translated"))]
    if not words:
        items = described.dataset.get("tags")
        items = items if isinstance(items, (list, tuple)) else []
        words = [_word(tag) if isinstance(tag, Mapping) else text_value(tag) for tag in items]
    for word in words:
        if word:
            yield described.node, DCAT.keyword, word


def _word(tag: Mapping[str, object]) -> str | None:
    return text_value(tag.get("display_name")) or text_value(tag.get("name"))


def _named_theme(described: Described, text: str) -> Iterator[Triple]:
    """Yield the theme for an IRI or a code of the EU's data themes; other words are keywords."""
    code = coded("themes", f"{EU_THEMES}/", text)
    theme = f"<{EU_THEMES}/{code}>" if code else checked_iri(text)
    if theme is None:
        yield from known(described.node, (DCAT.keyword, text_value(text)))
        return
    yield described.node, DCAT.theme, theme
    yield from concept(theme, text_value(title_of("themes", code)) if code else last_part(theme))
    if code:
        yield theme, SKOS.inScheme, f"<{EU_THEMES}>"
