"""The feed of changes as a Linked Data Event Stream: plain values in, quads out.

Sources: DCAT-AP Feeds, https://semiceu.github.io/LDES-DCAT-AP-feeds/; Linked Data Event Streams,
https://w3id.org/ldes/specification; why it is as it is: docs/adr/0015-the-feed.md.
"""

from .activity import Activity, Kind
from .addresses import FeedAddresses
from .document import Branch, page_quads, root_quads
from .spans import Span, children, page, root
from .syntaxes import FORMATS, written
from .told import Told, told

__all__ = [
    "FORMATS",
    "Activity",
    "Branch",
    "FeedAddresses",
    "Kind",
    "Span",
    "Told",
    "children",
    "page",
    "page_quads",
    "root",
    "root_quads",
    "told",
    "written",
]
