"""The options of civic_harmonise, read from CKAN's configuration."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk

URI_BASE = "ckanext.civic.harmonise.uri_base"
VOCABULARY_BASE = "ckanext.civic.harmonise.vocabulary_base"
QUARANTINE_LIMIT = "ckanext.civic.harmonise.quarantine_limit_percent"
LOCK_TIMEOUT = "ckanext.civic.harmonise.lock_timeout_s"
FOLDER = "ckanext.civic.harmonise.folder"
KEPT_RUNS = "ckanext.civic.harmonise.kept_runs"


def uri_base() -> str:
    """Return where the IRIs of things start, without a final slash."""
    return (tk.config[URI_BASE] or tk.config["ckan.site_url"]).rstrip("/")


def vocabulary_base() -> str:
    """Return where the IRIs of models and codes start, without a final slash."""
    return (tk.config[VOCABULARY_BASE] or uri_base()).rstrip("/")


def quarantine_limit_percent() -> int:
    """Return how many of a hundred rows may fail while the others are published."""
    return tk.config[QUARANTINE_LIMIT]


def lock_timeout_s() -> int:
    """Return how many seconds a run waits for another run of the same file."""
    return tk.config[LOCK_TIMEOUT]


def folders() -> list[Path]:
    """Return the operator's folders of models and crosswalks."""
    return [Path(tk.config[FOLDER])] if tk.config[FOLDER] else []


def kept_runs() -> int:
    """Return of how many runs of a file reports and lists of rows are kept."""
    return max(1, tk.config[KEPT_RUNS])


def file_limit_bytes() -> int:
    """Return the size of the largest file that the portal stores (``ckan.max_resource_size``)."""
    return tk.config["ckan.max_resource_size"] * 1024 * 1024
