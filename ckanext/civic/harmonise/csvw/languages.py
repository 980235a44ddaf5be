"""Language tags: which are well formed, and when two of them mean the same language.

Source: BCP 47 (RFC 5646, 2.1 Syntax; RFC 4647, 3.3).
"""

from __future__ import annotations

import re

UNDEFINED = "und"

_TAG = re.compile(
    r"""
    (?: [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4} | [a-z]{5,8} )   # language, extensions of it
    (?: -[a-z]{4} )?                                                # script
    (?: -(?:[a-z]{2}|[0-9]{3}) )?                                   # region
    (?: -(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}) )*                      # variants
    (?: -[0-9a-wy-z](?:-[a-z0-9]{2,8})+ )*                          # extensions
    (?: -x(?:-[a-z0-9]{1,8})+ )?                                    # private use
    | x(?:-[a-z0-9]{1,8})+
    | (?: en-gb-oed | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
        | sgn-(?:be-fr|be-nl|ch-de) | art-lojban | cel-gaulish | no-(?:bok|nyn)
        | zh-(?:guoyu|hakka|min|min-nan|xiang) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_language(tag: object) -> bool:
    """Tell whether ``tag`` is a well-formed language tag."""
    return isinstance(tag, str) and bool(_TAG.fullmatch(tag))


def match(one: str, other: str) -> bool:
    """Tell whether two tags agree as far as the shorter one goes; ``und`` agrees with all."""
    if UNDEFINED in (one, other):
        return True
    first, second = one.lower().split("-"), other.lower().split("-")
    length = min(len(first), len(second))
    return first[:length] == second[:length]
