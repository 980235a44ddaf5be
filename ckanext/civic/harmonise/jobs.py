"""What the portal's worker does for this plugin."""

from __future__ import annotations

import logging

import ckan.plugins.toolkit as tk

from ckanext.civic.core.errors import CivicError

from .logic.run import run_resource, store_fault

log = logging.getLogger(__name__)


def harmonise_resource(resource_id: str, user: str, only_when_new: bool) -> None:
    """Harmonise one resource's file; what is wrong with the file is stored with the run."""
    try:
        run_resource(resource_id, user=user, only_when_new=only_when_new)
    except CivicError as error:
        log.info("Resource %s was not harmonised: %s", resource_id, error)
    except tk.ObjectNotFound:
        log.info("Resource %s was deleted before it could be harmonised", resource_id)
    except Exception:
        store_fault(resource_id)
        raise
