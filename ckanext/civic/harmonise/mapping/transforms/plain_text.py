"""``plain_text``: the text of a cell that holds HTML, as a browser would show it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from .registry import Step, transform

# elements that begin a new line (HTML Living Standard 15.3, those with ``display: block``)
_BLOCKS = {
    *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section"),
    *("table", "tr", "ul"),
}
_NO_TEXT = {"script", "style", "title"}
# a tag or a character reference; "5 < 6" and "A & B" have neither
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]+|#\d+|#[xX][0-9A-Fa-f]+);")


@transform("plain_text")
def plain_text(given: Any) -> Step:
    """Return a step that takes HTML off a text; a text without mark-up stays as it is.

    Blocks and line breaks become line ends, other white space single spaces. Links lose their
    address: take it with ``regex`` where it is needed. Scripts and styles are no text.
    """
    return lambda text: _shown(text) if _MARKUP.search(text) else text


def _shown(text: str) -> str | None:
    reader = _TextReader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line) or None


class _TextReader(HTMLParser):
    """Collects the texts of a fragment, with a line end where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _NO_TEXT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self._silent = max(0, self._silent - 1)
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")
