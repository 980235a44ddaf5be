"""How everything that this plugin publishes is sent: validators, compression, sharing, caching.

Pure: a request is its method and headers (`Asked`), an answer its status, headers and body
(`Answered`). ``views/answers.py`` makes Flask's requests and responses of them.
"""

from .answer import (
    FOR_EVER,
    REVALIDATE,
    Answered,
    Asked,
    Content,
    answer,
    is_known,
    moved,
    preflight,
    refusal,
)
from .link import Link

__all__ = [
    "FOR_EVER",
    "REVALIDATE",
    "Answered",
    "Asked",
    "Content",
    "Link",
    "answer",
    "is_known",
    "moved",
    "preflight",
    "refusal",
]
