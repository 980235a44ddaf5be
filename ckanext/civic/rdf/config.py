"""The plugin's settings, read from CKAN's configuration each time that they are asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.civic.core.http import Limits

from .feed.spans import LARGEST_SIZE
from .mapping.site import Site
from .stores import SparqlStore, StoreAddresses

PREFIX = "ckanext.civic.rdf."


def site() -> Site:
    """Return how this portal names itself and its things."""
    url = str(tk.config.get("ckan.site_url") or "").rstrip("/")
    base = _of_harmonise("uri_base", url).rstrip("/")
    vocabulary = _of_harmonise("vocabulary_base", base)
    return Site(
        url=url,
        uri_base=base,
        vocabulary_base=vocabulary.rstrip("/"),
        title=str(tk.config.get("ckan.site_title") or ""),
        description=str(tk.config.get("ckan.site_description") or ""),
        language=str(tk.config.get("ckan.locale_default") or "en"),
        publisher_name=str(tk.config.get(PREFIX + "publisher_name") or ""),
        publisher_url=str(tk.config.get(PREFIX + "publisher_url") or ""),
        uri_bases=_pairs(tk.config.get(PREFIX + "origin_uri_bases")),
        languages=tuple(tk.aslist(tk.config.get("ckan.locales_offered") or "")),
        licence=str(tk.config.get(PREFIX + "catalog_licence") or ""),
        spatial=str(tk.config.get(PREFIX + "catalog_spatial") or ""),
        contact_name=str(tk.config.get(PREFIX + "contact_name") or ""),
        contact_email=str(tk.config.get(PREFIX + "contact_email") or ""),
        shows_source_catalogs=_is_on("ckanext.dcat.expose_subcatalogs"),
    )


def store_addresses() -> StoreAddresses | None:
    """Return where the quad store is, or None when this portal has none."""
    query, update, graph = (
        str(tk.config.get(f"{PREFIX}store_{service}_url") or "")
        for service in ("query", "update", "graph")
    )
    if not (query and graph):
        return None
    return StoreAddresses(
        query,
        update,
        graph,
        user=str(tk.config.get(PREFIX + "store_user") or ""),
        password=str(tk.config.get(PREFIX + "store_password") or ""),
        auth=str(tk.config.get(PREFIX + "store_auth") or "basic"),
        ca_file=str(tk.config.get(PREFIX + "store_ca_file") or ""),
        bulk_parameter=str(tk.config.get(PREFIX + "store_bulk_parameter") or ""),
    )


def store() -> SparqlStore | None:
    """Return a client of the quad store, or None when this portal has none."""
    addresses = store_addresses()
    return SparqlStore(addresses) if addresses else None


def bulk_statements() -> int:
    """Return from how many statements on a new graph is loaded in bulk."""
    return max(1, int(tk.config.get(PREFIX + "store_bulk_statements") or 1))


def bulk_graphs() -> int:
    """Return up to how many graphs the store may hold for one to be loaded in bulk."""
    return int(tk.config.get(PREFIX + "store_bulk_graphs") or 0)


def allowed_private_hosts() -> frozenset[str]:
    """Return the hosts that files of rows may come from although their address is private."""
    own = urlsplit(str(tk.config.get("ckan.site_url") or ""))
    hosts: set[str] = set(tk.config.get(PREFIX + "allow_private_hosts") or ())
    if own.hostname:
        hosts.add(f"{own.hostname}:{own.port or (443 if own.scheme == 'https' else 80)}")
    return frozenset(hosts)


def rows_size_bytes() -> int:
    """Return how many bytes a file of rows may have."""
    return int(tk.config.get(PREFIX + "rows_size_bytes") or 0)


def feed_page_size() -> int:
    """Return how many changes a page of the feed has."""
    size = int(tk.config.get(PREFIX + "feed_page_size") or 0)
    return min(max(size, 1), LARGEST_SIZE)


def datasets_per_page() -> int:
    """Return how many datasets a page of the catalogue has: ckanext-dcat's option."""
    return int(tk.config.get("ckanext.dcat.datasets_per_page") or 100)


def retry_wait_s() -> int:
    """Return how many seconds the first failed write waits."""
    return max(1, int(tk.config.get(PREFIX + "retry_wait_s") or 1))


def sparql_limits() -> Limits:
    """Return how long a stranger's query may take and how big its answer may be."""
    timeout_s = float(tk.config.get(PREFIX + "sparql_timeout_s") or 30)
    return Limits(
        read_timeout_s=timeout_s,
        total_timeout_s=timeout_s,
        size_bytes=int(tk.config.get(PREFIX + "sparql_size_bytes") or 0),
        retries=0,
    )


def page_limits() -> Limits:
    """Return how long a page may wait for the store in all, and how much it may read."""
    timeout_s = max(1.0, float(tk.config.get(PREFIX + "page_timeout_s") or 1))
    return replace(
        sparql_limits(), connect_timeout_s=2, read_timeout_s=timeout_s, total_timeout_s=timeout_s
    )


def copy_limits() -> Limits:
    """Return the limits of copying a graph, of any size: it goes on while something comes."""
    return replace(page_limits(), read_timeout_s=10, total_timeout_s=300)


def page_queries() -> int:
    """Return how many pages that need the store are made at a time."""
    return max(1, int(tk.config.get(PREFIX + "page_queries") or 1))


def sparql_queries() -> int:
    """Return how many queries of strangers may run at a time."""
    return max(1, int(tk.config.get(PREFIX + "sparql_queries") or 1))


def timeout_parameter(limits: Limits) -> dict[str, list[str]]:
    """Return the request parameter that tells the store its time limit; empty where it has none."""
    name, _, unit = str(tk.config.get(PREFIX + "store_timeout_parameter") or "").partition("=")
    seconds = round(limits.total_timeout_s)
    return {name: [str(seconds * 1000 if unit == "ms" else seconds)]} if name else {}


def union_parameter() -> tuple[str, str] | None:
    """Return the request parameter that makes the store look in all graphs by default."""
    text = str(tk.config.get(PREFIX + "store_union_parameter") or "")
    name, _, value = text.partition("=")
    return (name, value) if name else None


def dump_folder() -> Path | None:
    """Return where whole dumps are kept; None on a portal that has no folder for files."""
    named = str(tk.config.get(PREFIX + "dump_folder") or "")
    storage = str(tk.config.get("ckan.storage_path") or "")
    if named:
        return Path(named)
    # beside CKAN's own folders: what lies in {storage_path}/storage is public
    return Path(storage) / "civic_rdf" / "dumps" if storage else None


def dump_formats() -> list[str]:
    """Return the endings of the dumps that are made beforehand, whoever asks for them."""
    return list(tk.config.get(PREFIX + "dump_formats") or ())


def dump_wait_s() -> int:
    """Return how many seconds after a change the dumps are made."""
    return max(1, int(tk.config.get(PREFIX + "dump_wait_s") or 1))


def map_tiles_url() -> str:
    """Return the address of map tiles, with {z}, {x} and {y}; "" for our own drawing."""
    return str(tk.config.get(PREFIX + "map_tiles_url") or "")


def map_tiles_attribution() -> str:
    """Return the line that names whose map the tiles are."""
    return str(tk.config.get(PREFIX + "map_tiles_attribution") or "")


def has_harmonise() -> bool:
    """Return whether civic_harmonise, which knows the shared models and the areas, is loaded."""
    return p.plugin_loaded("civic_harmonise")


def free_id_addresses(config: Any) -> None:
    """Take Indonesian off the portal's languages, unless it is the default one.

    CKAN reads ``/id/…`` as "in Indonesian" and cuts it off before any page is looked for, so that
    no thing could have an address there.
    """
    option = "ckan.locales_filtered_out"
    hidden = tk.aslist(config.get(option))
    if "id" not in hidden and config.get("ckan.locale_default") != "id":
        config[option] = [*hidden, "id"]


def _is_on(option: str) -> bool:
    """Return a switch of another plugin, which may not be loaded; its default is off."""
    return option in tk.config and tk.asbool(tk.config.get(option))


def _of_harmonise(option: str, default: str) -> str:
    """Return an option of civic_harmonise, which may not be loaded."""
    key = f"ckanext.civic.harmonise.{option}"
    return str(tk.config.get(key) or default) if key in tk.config else default


def _pairs(value: object) -> dict[str, str]:
    items = value if isinstance(value, list) else str(value or "").split()
    pairs = (str(item).split("=", 1) for item in items if "=" in str(item))
    return {name.rstrip("/"): base.rstrip("/") for name, base in pairs}
