"""The options of civic_sync, read from CKAN's configuration."""

from __future__ import annotations

from dataclasses import replace

import ckan.plugins.toolkit as tk

from ckanext.civic.core.http import Limits

from .site_address import site_address

PREFIX = "ckanext.civic.sync."


def here() -> str:
    """Return the address of this portal, by which its peers know it."""
    root = (tk.config.get("ckan.root_path") or "").replace("/{{LANG}}", "")
    return site_address(tk.config["ckan.site_url"].rstrip("/") + root)


def allow_private_hosts() -> list[str]:
    """Return the hosts with ports that may be reached at a private address."""
    return tk.config[f"{PREFIX}allow_private_hosts"]


def limits() -> Limits:
    """Return how long and how large an answer of a peer may be."""
    return Limits(
        connect_timeout_s=tk.config[f"{PREFIX}connect_timeout_s"],
        read_timeout_s=tk.config[f"{PREFIX}read_timeout_s"],
        total_timeout_s=tk.config[f"{PREFIX}total_timeout_s"],
        size_bytes=tk.config[f"{PREFIX}page_limit_bytes"],
    )


def impatient_limits() -> Limits:
    """Return limits for a request that somebody waits for on a page: 20 seconds, our choice."""
    patient = limits()
    return replace(
        patient,
        read_timeout_s=min(patient.read_timeout_s, 10),
        total_timeout_s=min(patient.total_timeout_s, 20),
        retries=0,
    )


def brake_percent() -> int:
    """Return the share of a peer's copies that a pull may remove without asking."""
    return tk.config[f"{PREFIX}brake_percent"]


def brake_count() -> int:
    """Return the number of copies that a pull may remove without asking."""
    return tk.config[f"{PREFIX}brake_count"]


def queue() -> str:
    """Return the name of the job queue that pulls run on."""
    return tk.config[f"{PREFIX}queue"]


def job_timeout_s() -> int:
    """Return how many seconds a pull may run."""
    return tk.config[f"{PREFIX}job_timeout_s"]
