"""What the portal's worker does for this plugin."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core.errors import CivicError

from .logic import dry_run
from .logic.faults import PortalFault
from .logic.run import run_resource
from .model import CrosswalkDraft, FileCheck

log = logging.getLogger(__name__)


def harmonise_resource(resource_id: str, user: str, only_when_new: bool) -> None:
    """Harmonise one resource's file; what is wrong with the file is stored with the run."""
    try:
        run_resource(resource_id, user=user, only_when_new=only_when_new)
    except PortalFault:
        raise  # the job fails, so that the operator sees it
    except CivicError as error:
        log.info("Resource %s was not harmonised: %s", resource_id, error)
    except tk.ObjectNotFound:
        log.info("Resource %s was deleted before it could be harmonised", resource_id)


def check_file(check_id: str) -> None:
    """Check one file with the draft of who asked; what is wrong with it is stored with the check.

    What was thrown away in the meantime is not checked.
    """
    check = model.Session.get(FileCheck, check_id)
    draft = CrosswalkDraft.of(check.resource_id, check.user_id) if check else None
    if check is None or draft is None:
        return
    context: Any = {"ignore_auth": True}
    try:
        resource = tk.get_action("resource_show")(context, {"id": check.resource_id})
        dataset = tk.get_action("package_show")(context, {"id": resource["package_id"]})
    except tk.ObjectNotFound:
        return
    dry_run.run_check(check, dataset, resource, draft.content)
