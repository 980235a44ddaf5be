"""Column headings: clean, and repaired when they were decoded with the wrong encoding before.

A heading such as ``Amount Â£`` is UTF-8 that somebody once read as Windows-1252. The repair is
certain when exactly one way back gives valid UTF-8 with signs that headings have; it is then made
and recorded. Everything else is left as it is, and reported by the check on garbled headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# £ in UTF-8 read as each of these gives Â£, Â£, ¬£, Å£ …
_WRONG_CODECS = ("cp1252", "mac_roman", "latin-1", "cp1250", "cp437", "cp850")
_MOST_REPAIRS = 3  # some files were garbled twice
# what a heading can plausibly hold beside ASCII: Latin letters, money, typography, units
_PLAUSIBLE = re.compile(r"[\x20-\x7e£¥€§©®°±²³µ¼½¾×÷\xa0À-ÖØ-öø-žŵŷŴŶ‐-―‘’“”•…™⁄℃Ωω\r\n\t]*")
_UTF8_PAIR = re.compile(r"[^\x00-\x7f]{2}")


def clean_headings(raw: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the headings, stripped, repaired and never empty, and what was repaired."""
    headings, repaired = [], {}
    for position, heading in enumerate(raw, 1):
        given = heading.strip().strip("\ufeff").strip()
        better = repaired_heading(given)
        if better != given:
            repaired[given] = better
        headings.append(better or f"(column {position})")
    return tuple(headings), repaired


def repaired_heading(heading: str) -> str:
    """Return the heading as it was before a wrong decoding, or itself when that is not certain."""
    if heading.isascii():
        return heading
    best = text = heading
    for _ in range(_MOST_REPAIRS):
        ways = {before for codec in _WRONG_CODECS if (before := _undone(text, codec))}
        plausible = {before for before in ways if _PLAUSIBLE.fullmatch(before)}
        if len(plausible or ways) != 1:
            break
        text = next(iter(plausible or ways))
        if plausible:
            best = text
    return best


def _undone(heading: str, codec: str) -> str:
    """Return the text whose UTF-8 bytes read as ``codec`` are the heading, or an empty text."""
    if not _UTF8_PAIR.search(heading):
        return ""
    try:
        return heading.encode(codec).decode("utf-8")
    except UnicodeError:
        return ""
