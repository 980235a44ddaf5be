"""The start of a file as text, to tell what kind of text it is."""

from __future__ import annotations

import codecs
import re

from .content import Content

_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_WIDE = {b"<\0": "utf-16-le", b"{\0": "utf-16-le", b"\0<": "utf-16-be", b"\0{": "utf-16-be"}


def text_start(content: Content) -> str:
    """Return the first characters without a byte order mark and spaces."""
    head = content.head
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.removeprefix(codecs.BOM_UTF8).decode(_WIDE.get(head[:2], "latin-1"), "ignore")
    return text.lstrip()


def root_name(content: Content) -> str:
    """Return the local name of the first element of XML or HTML, or an empty text."""
    text = text_start(content)
    if not text.startswith("<"):
        return ""
    position = 0
    while found := _BEFORE_ROOT.match(text, position):
        position = found.end()
    root = _ROOT.match(text, position)
    return root[1] if root else ""
