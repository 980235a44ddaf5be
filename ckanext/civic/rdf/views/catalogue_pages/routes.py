"""Which addresses are documents of the catalogue, whoever registered them first."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, redirect, request

from ... import config
from ...http import Content, preflight
from ...http.link import link_header
from ..answers import sent
from .catalogue import catalogue_page
from .dataset import dataset_document, resource_document
from .negotiated import METHODS, Elsewhere, alternates, answered, local_address
from .organization import group_document, organization_document

catalogue_pages_blueprint = Blueprint("civic_rdf_catalogue_pages", __name__)

Document = Callable[[str | None], Content]  # an ending, or None to look at the Accept header

_THING = re.compile(r"/([\w-]+)/<_?id>")
_RESOURCE = re.compile(r"/([\w-]+)/<_?id>/resource/<_?resource_id>")
# the rules of ckanext-dcat, whose views would answer where it stands first
_OF_DCAT = {"dcat.read_catalog", "dcat.read_dataset", "dcat.read_dataset_series"}


@catalogue_pages_blueprint.route("/catalog", methods=METHODS)
def catalog() -> Response:
    """Show the catalogue's first page as data; send people on to the search for datasets."""
    try:
        return answered(lambda: catalogue_page(None), is_negotiated=True)
    except Elsewhere:
        response = redirect(tk.h.url_for("dataset.search"), 303)
        response.headers["Vary"] = "Accept"
        return response  # type: ignore[return-value]


@catalogue_pages_blueprint.route("/catalog.<ending>", methods=METHODS)
def catalog_as(ending: str) -> Response:
    """Show a page of the catalogue in one format."""
    return answered(lambda: catalogue_page(ending), is_negotiated=False)


@catalogue_pages_blueprint.route("/dataset/<id>.<ending>", methods=METHODS)
def dataset_as(id: str, ending: str) -> Response:
    """Show a dataset in one format."""
    return answered(lambda: dataset_document("dataset", id, ending), is_negotiated=False)


@catalogue_pages_blueprint.route("/dataset/<id>/resource/<resource>.<ending>", methods=METHODS)
def resource_as(id: str, resource: str, ending: str) -> Response:
    """Show a file of a dataset in one format."""
    return answered(lambda: resource_document("dataset", id, resource, ending), is_negotiated=False)


@catalogue_pages_blueprint.route("/organization/<id>.<ending>", methods=METHODS)
def organization_as(id: str, ending: str) -> Response:
    """Show an organisation in one format."""
    return answered(lambda: organization_document("organization", id, ending), is_negotiated=False)


@catalogue_pages_blueprint.route("/group/<id>.<ending>", methods=METHODS)
def group_as(id: str, ending: str) -> Response:
    """Show a group in one format."""
    return answered(lambda: group_document("group", id, ending), is_negotiated=False)


@catalogue_pages_blueprint.before_app_request
def dispatch() -> Response | None:
    """Answer with data where somebody else's view would be next: ckanext-dcat's, or CKAN's page."""
    if request.endpoint in _OF_DCAT:
        return _instead_of_dcat()
    found = _document_of_page()
    if found is None or request.method not in METHODS:
        return None
    if request.method == "OPTIONS":
        is_preflight = "Access-Control-Request-Method" in request.headers
        return sent(preflight()) if is_preflight else None
    try:
        return answered(lambda: found(None), is_negotiated=True)
    except Elsewhere:
        return None


@catalogue_pages_blueprint.after_app_request
def point_to_data(response: Response) -> Response:
    """Say on a page for people that its address has data too."""
    if response.mimetype == "text/html" and request.method in ("GET", "HEAD"):
        address = _address_of_page()
        if address:
            response.vary.add("Accept")
            if response.status_code == 200:
                response.headers.add("Link", link_header(alternates(address)))
    return response


def _instead_of_dcat() -> Response | None:
    arguments = request.view_args or {}
    ending = arguments.get("_format")
    if request.endpoint == "dcat.read_catalog":
        make = partial(catalogue_page, ending)
    else:
        kind = "dataset_series" if str(request.endpoint).endswith("series") else "dataset"
        make = partial(dataset_document, kind, arguments["_id"], ending)
    try:
        return answered(make, is_negotiated=ending is None)
    except Elsewhere:
        return None


def _document_of_page() -> Document | None:
    """Return the document at the address of a page for people; None where there is none."""
    rule, arguments = str(request.url_rule or ""), request.view_args or {}
    if rule == "/":
        return catalogue_page
    if match := _RESOURCE.fullmatch(rule):
        if match[1] in _types(p.IDatasetForm, "package_types", "dataset"):
            values = _values(arguments)
            return partial(resource_document, match[1], *values)
        return None
    match = _THING.fullmatch(rule)
    if not match or not arguments:
        return None
    describe = _describer_of(match[1])
    return partial(describe, match[1], *_values(arguments)) if describe else None


def _values(arguments: dict[str, Any]) -> list[str]:
    names = ("id", "_id", "resource_id", "_resource_id")
    return [str(arguments[name]) for name in names if name in arguments]


def _describer_of(kind: str) -> Callable[..., Content] | None:
    if kind in _types(p.IDatasetForm, "package_types", "dataset"):
        return dataset_document
    if kind == "organization":
        return organization_document
    return group_document if kind == "group" else None


def _types(interface: Any, method: str, default: str) -> set[str]:
    found = {default}
    for plugin in p.PluginImplementations(interface):
        found.update(getattr(plugin, method)())
    return found


def _address_of_page() -> str | None:
    if _document_of_page() is None:
        return None
    arguments = _values(request.view_args or {})
    if not arguments:
        return config.site().url
    kind = str(request.url_rule).split("/")[1]
    middle = [kind, arguments[0]]
    return local_address(*middle, *(("resource", arguments[1]) if arguments[1:] else ()))
