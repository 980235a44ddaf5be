"""Read XML as a stream of elements: no document type, no entities, no network, constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no stubs

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile

MAX_DEPTH = 100


def elements(file: IO[bytes], name: str) -> Iterator[tuple[str, Any, int]]:
    """Yield ``start`` or ``end``, the element and its depth (the root's is 1).

    An element is emptied after its end was handled by the caller only where the caller calls
    `forget`. Raises UnreadableFile for what is not well-formed, for a document type (it could
    define entities that grow without end or name files) and for too many levels.
    """
    events = etree.iterparse(
        file,
        events=("start", "end", "comment", "pi"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_blank_text=False,
    )
    depth = 0
    try:
        for event, element in events:
            if event == "start":
                depth += 1
                if depth == 1:
                    _refuse_document_type(element, name)
                if depth > MAX_DEPTH:
                    raise damaged(name, f"Its elements are more than {MAX_DEPTH} levels deep.")
                yield event, element, depth
            elif event == "end":
                yield event, element, depth
                depth -= 1
            else:
                forget(element)
    except etree.XMLSyntaxError as error:
        raise damaged(name, f"The XML is not well-formed: {error.msg}.") from error


def forget(element: Any) -> None:
    """Free an element that is done, and its elder siblings with it."""
    element.clear(keep_tail=False) if isinstance(element.tag, str) else None
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local_name(element: Any) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def damaged(name: str, message: str) -> UnreadableFile:
    """Return the error for XML that cannot be read."""
    return UnreadableFile(
        message, place=Place(file=name), advice="Export it again, or publish the table as CSV."
    )


def _refuse_document_type(root: Any, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(
            name, "The XML has a document type definition, which is refused because it can do harm."
        )
