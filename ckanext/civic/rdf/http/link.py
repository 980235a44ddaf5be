"""Links of an answer to other addresses, as a header carries them.

Source: RFC 8288, 3 (Link), 3.4.1 (type).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

# what an address may hold as it stands (RFC 3986, 2.2 and 2.3, and the percent sign)
_ADDRESS = "-._~:/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True)
class Link:
    """A link: the address it leads to, its relation, and the media type found there."""

    address: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{quote(self.address, safe=_ADDRESS)}>; rel="{self.relation}"{kind}'


def link_header(links: Iterable[Link]) -> str:
    """Return the value of one ``Link`` header for all ``links``."""
    return ", ".join(map(str, links))
