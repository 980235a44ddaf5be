"""Headings that were decoded with the wrong encoding somewhere on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check

# UTF-8 of £, accented letters and typographic signs read as Windows-1252 or Mac Roman, and the
# replacement character. Source: "Amount ¬£" of Stockport's spend project; Unicode FAQ on U+FFFD.
_MOJIBAKE = re.compile("Â[£©®°\xa0]|Ã[\x80-\xbf©¨ª¶¼]|â€|¬£|‚Ä|\ufffd|ï»¿|Å£")


def looks_garbled(text: str) -> bool:
    """Tell whether a text has the marks of a wrong decoding."""
    return bool(_MOJIBAKE.search(text))


@check
class MojibakeHeader(Check):
    """Find headings with the marks of a wrong decoding.

    Source: Stockport's spend emitted no amount at all, its column being called "Amount ¬£".
    """

    id = "mojibake_header"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find garbled headings."""
        garbled = [heading for heading in facts.header if looks_garbled(heading)]
        if garbled:
            yield self.found(len(garbled), columns=garbled)
