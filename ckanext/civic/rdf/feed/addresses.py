"""Where the feed and its pages are."""

from __future__ import annotations

from dataclasses import dataclass

from .spans import Span


@dataclass(frozen=True)
class FeedAddresses:
    """The feed's addresses on the portal at ``site_url``.

    ``ending`` (``.trig``, or nothing) is how the reader asked: a client looks for the address it
    has fetched (``tree:view <>``), so pages with an ending lead to pages with that ending.
    """

    site_url: str
    ending: str = ""

    @property
    def root(self) -> str:
        """The feed itself, without an ending: the base of what must be the same in each syntax."""
        return f"{self.site_url}/rdf/feed"

    @property
    def stream(self) -> str:
        """The event stream's IRI."""
        return f"{self.root}#stream"

    @property
    def view(self) -> str:
        """The root node in the syntax that was asked for."""
        return f"{self.root}{self.ending}"

    def node(self, span: Span | None) -> str:
        """Return the address of a node; None is the root."""
        return self.view if span is None else self.page(span)

    def page(self, span: Span) -> str:
        """Return the address of a node below the root; the numbers in it never shift."""
        return f"{self.root}/by-{span.size}/{span.first}-{span.last}{self.ending}"
