"""``/id/…`` leads to ``/doc/…``: a page, or data, about one thing.

    /id/{council}/{model}/{local-id}    a council's thing
    /id/{kind}/{name}                   what councils share, at the portal with the vocabularies
    /doc/…                              the document about either
    /doc/def/{council}/{model}/…        a council's own concept
    /doc?uri=…                          what is known here of any address
    /doc/…?by={property}&page=…         what points to it by one property

An ending names a format where no thing is called so (docs/adr/0019).
Source: W3C Cool URIs for the Semantic Web, 4.2 (303 URIs forwarding to different documents).
"""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pyoxigraph
from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..http import Content
from ..logic.thing_store import ThingStore
from ..logic.withdrawals import before_reading
from ..mapping.terms import PREFIXES
from ..sparql.formats import WRITERS
from ..things.address import is_plausible, is_valid, path_of, spellings
from ..things.answers import Statement, triples
from ..things.thing import mentioned
from .addresses import as_asked
from .answers import send
from .formats_asked import alternates, asked_format, media_type, without_ending
from .pages import failed, leads_to, no_format, nothing_here
from .thing_list import index, listing
from .thing_page import links_page, thing_page

things_blueprint = Blueprint("civic_rdf_things", __name__)


@things_blueprint.route("/id/<path:local>")
def identify(local: str) -> Response:
    """Send on to the document about a thing (303): the thing itself is no document."""
    parts = as_asked(local)
    if not is_plausible(parts):
        return nothing_here(f"/id/{local}")
    documents = tk.url_for("civic_rdf_things.document", local="-").removesuffix("-")
    return leads_to(documents + path_of(parts))


@things_blueprint.route("/doc", strict_slashes=False)
def any_address() -> Response:
    """Show what is known here of the address ``uri``; without one, what things there are."""
    address = request.args.get("uri", "")
    chosen = asked_format()
    if chosen is None:
        return no_format()
    try:
        if not address:
            before_reading()
            return index()
        if not is_valid(address):
            return nothing_here(address)
        own = f"{config.site().uri_base}/id/"
        if address.startswith(own) and "format" not in request.args:
            return leads_to(f"{config.site().url}/doc/{address[len(own) :]}")
        here = tk.url_for("civic_rdf_things.any_address", uri=address, _external=True)
        return _shown(ThingStore(), [address], chosen, here, None) or nothing_here(address)
    except CivicError as error:
        return failed(error)


@things_blueprint.route("/doc/def/<path:local>")
def concept(local: str) -> Response:
    """Show a council's own concept, ``/def/{council}/{model}/{list}/{code}``, as a thing."""
    return _document("def", local)


@things_blueprint.route("/doc/<path:local>")
def document(local: str) -> Response:
    """Show a thing in the format of the address's ending, or that the Accept header prefers."""
    return _document("id", local)


def _document(kind: str, local: str) -> Response:
    """Show what the store knows of ``{uri_base}/{kind}/{local}``, or the things below it."""
    parts = as_asked(local)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()  # a slash at the end, as people leave it when they shorten an address
    base = f"{config.site().uri_base}/{kind}"
    if not is_plausible(parts):
        return nothing_here(f"{base}/{local}")
    stem, ending = without_ending(parts[-1])
    by_name = asked_format()
    if ending is None and by_name is None:
        return no_format()
    below = "" if kind == "id" else f"{kind}/"
    place = f"{config.site().url}/doc/{below}"
    shorter = [*parts[:-1], stem]
    try:
        store = ThingStore()
        if by_name:  # what is called so comes before what an ending may mean
            shown = _shown(store, spellings(base, parts), by_name, place + path_of(parts), None)
            if shown:
                return shown
        if ending:
            where = place + path_of(shorter)
            shown = _shown(store, spellings(base, shorter), ending, where, ending)
            if shown:
                return shown
        list_of = listing(store, parts, by_name or "html") if kind == "id" else None
        return list_of or nothing_here(f"{base}/{path_of(parts)}", **_advice(kind, parts))
    except CivicError as error:
        return failed(error)


def _shown(
    store: ThingStore, addresses: list[str], chosen: str, where: str, ending: str | None
) -> Response | None:
    """Answer what is said of the first address that anything is said of; None for nothing.

    ``where`` is the document's address without an ending.
    """
    said = store.said_of(addresses) if addresses else []
    found = {one.subject for one in said}
    address = next((each for each in addresses if each in found), None)
    if address is None:
        return None
    own = [one for one in said if one.subject.partition("#")[0] == address.partition("#")[0]]
    by = request.args.get("by", "")
    if chosen == "html":
        if by:
            return links_page(store, address, own, by, where) if is_valid(by) else None
        return thing_page(store, address, own, where)
    return _as_data(store, address, own, chosen, where, ending)


def _as_data(
    store: ThingStore,
    address: str,
    said: list[Statement],
    chosen: str,
    where: str,
    ending: str | None,
) -> Response:
    """Answer statements and the names of what they use, as the store has them."""
    named = store.said_names(mentioned(said) - {address})
    body = pyoxigraph.serialize(triples([*said, *named]), format=WRITERS[chosen], prefixes=PREFIXES)
    assert body is not None
    document = f"{where}.{chosen}" if "?" not in where else where
    return send(
        Content(
            media_type(chosen),
            lambda: body,
            negotiated=ending is None,
            links=alternates(where) if "?" not in where else (),
            headers={"Content-Location": document},
        )
    )


def _advice(kind: str, parts: list[str]) -> dict[str, str]:
    """Return where a thing that is not here may be: with its council, or at the hub."""
    site = config.site()
    shared = site.vocabulary_base != site.uri_base and kind == "id" and len(parts) == 2
    council = parts[0] if kind == "id" and len(parts) > 1 and not shared else ""
    shared_at = f"{site.vocabulary_base}/id/{path_of(parts)}" if shared else ""
    return {"council": council, "shared_at": shared_at}
