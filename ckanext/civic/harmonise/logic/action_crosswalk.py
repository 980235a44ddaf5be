"""The actions about crosswalks: propose, look, save, and the versions of what was saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ..errors import CrosswalkError, HarmoniseError
from ..guess import guess_file
from ..model import SavedCrosswalk
from ..readers import open_table
from . import described, dry_run, library, profiles, saved, stored_file
from .caller import name_of

__all__ = [
    "civic_harmonise_crosswalk_history",
    "civic_harmonise_crosswalk_list",
    "civic_harmonise_crosswalk_save",
    "civic_harmonise_crosswalk_show",
    "civic_harmonise_resource_check",
    "civic_harmonise_resource_guess",
    "civic_harmonise_resource_preview",
]


@tk.side_effect_free
def civic_harmonise_crosswalk_list(
    context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the crosswalks, each with id, title and the model that it leads to.

    :param dataset: the id or name of a dataset (optional); what its organization saved comes
        first, with ``version``, ``saved_by``, ``saved_at`` and ``note``. You must be allowed to
        update the dataset.
    """
    tk.check_access("civic_harmonise_crosswalk_list", context, data_dict)
    own: list[SavedCrosswalk] = []
    if data_dict.get("dataset"):
        dataset = model.Package.get(data_dict["dataset"])
        if dataset is None:
            raise tk.ObjectNotFound(tk._("Dataset not found"))
        own = SavedCrosswalk.of_organization(str(dataset.owner_org or ""))
    return [*map(saved.summary, own), *described.crosswalk_summaries()]


@tk.side_effect_free
def civic_harmonise_crosswalk_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return one crosswalk with its YAML text in ``content``.

    You must be allowed to edit datasets of the organization that saved it; those that come with
    the portal are public.

    :param id: the id of the crosswalk
    :param version: a number (optional; default: the newest)
    """
    id = tk.get_or_bust(data_dict, "id")
    shipped = library.crosswalk(id)
    if shipped is not None:
        tk.check_access("civic_harmonise_crosswalk_list", context, {})
        summary = {"id": id, "title": shipped.title, "model": shipped.model.id, "version": None}
        return {**summary, "content": library.crosswalk_text(id)}
    found = _saved(context, id, data_dict.get("version"))
    return {**saved.summary(found), "content": found.content}


@tk.side_effect_free
def civic_harmonise_crosswalk_history(
    context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return every version of a saved crosswalk without its content, the newest first.

    :param id: the id of the crosswalk
    """
    newest = _saved(context, tk.get_or_bust(data_dict, "id"), None)
    return [saved.summary(one) for one in SavedCrosswalk.history(newest.id)]


def civic_harmonise_crosswalk_save(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Save a crosswalk for a file as a new version, and let the file use it.

    You must be allowed to update the resource. The text must be for the headings of the file.

    :param resource: the id of the resource
    :param content: the crosswalk as YAML text
    :param note: why it was changed (optional)
    :param version: the version that the change began with; needed when there is one, so that
        nobody's work is overwritten
    :returns: the saved version
    """
    resource_id, content = tk.get_or_bust(data_dict, ["resource", "content"])
    resource, dataset = _file(context, resource_id)
    try:
        parsed = library.parse(content)
        profile = profiles.profile_of(resource, dict(parsed.source))
        kept = saved.save(
            parsed.id,
            content,
            organization_id=dataset["organization"]["id"],
            header=profile.header,
            user_id=_user_id(context),
            note=str(data_dict.get("note") or ""),
            base_version=_number(data_dict.get("version")),
        )
    except saved.Overtaken as error:
        model.Session.rollback()
        raise tk.ValidationError({"version": [str(error)]}) from error
    except HarmoniseError as error:
        model.Session.rollback()
        raise tk.ValidationError({"content": [str(error)]}) from error
    answer = saved.summary(kept)
    model.Session.commit()
    if resource.get("civic_crosswalk") != kept.id:
        update: Any = {"user": name_of(context)}
        tk.get_action("resource_patch")(update, {"id": resource_id, "civic_crosswalk": kept.id})
    return answer


@tk.side_effect_free
def civic_harmonise_resource_guess(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return a first guess at how a resource's file becomes a shared model.

    You must be allowed to update the resource: values of the file are in the answer.

    :param id: the id of the resource
    :param model: the id of a model, when it is known (optional)
    :returns: ``model``, ``models``, ``columns``, ``codes``, ``positions``, ``key``, each with
        confidence and reason
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    resource, _ = _file(context, resource_id)
    try:
        wanted = data_dict.get("model")
        models = [library.model(wanted)] if wanted else library.models()
        with profiles.copy_of(resource) as copy:
            opened = partial(open_table, copy, name=stored_file.file_name(resource))
            return guess_file(opened, models, library.crosswalks(), model=wanted).as_dict()
    except HarmoniseError as error:
        raise tk.ValidationError({"file": [str(error)]}) from error


@tk.side_effect_free
def civic_harmonise_resource_preview(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the first rows that a crosswalk makes of a resource's file; nothing is stored.

    You must be allowed to update the resource.

    :param id: the id of the resource
    :param crosswalk: the id of a crosswalk (optional; default: the one of the resource)
    :param content: the crosswalk as YAML text (optional; instead of ``crosswalk``)
    :returns: ``titles``, ``rows`` and ``uris`` of up to 20 things, ``turtle``, the ``report`` of
        the rows that were read, and ``rows_read`` out of ``rows_total``
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    resource, dataset = _file(context, resource_id)
    try:
        text = data_dict.get("content") or _text_of(resource, dataset, data_dict.get("crosswalk"))
        source = dict(library.parse(text).source)
        rows = profiles.profile_of(resource, source).rows
        found = dry_run.preview_of(dataset, resource, text, rows)
    except HarmoniseError as error:
        raise tk.ValidationError({"file": [str(error)]}) from error
    return {
        "titles": list(found.shown.titles),
        "rows": [list(row) for row in found.shown.rows],
        "uris": list(found.shown.uris),
        "turtle": found.turtle,
        "report": found.report.as_dict(),
        "rows_read": len(found.excerpt.numbers),
        "rows_total": found.excerpt.total,
    }


@tk.side_effect_free
def civic_harmonise_resource_check(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Check a resource's whole file as publishing does, and publish nothing.

    You must be allowed to update the resource.

    :param id: the id of the resource
    :param crosswalk: the id of a crosswalk (optional; default: the one of the resource)
    :param content: the crosswalk as YAML text (optional; instead of ``crosswalk``)
    :returns: the report, with ``blocked_by``: the reasons why it could not be published
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    resource, dataset = _file(context, resource_id)
    try:
        text = data_dict.get("content") or _text_of(resource, dataset, data_dict.get("crosswalk"))
        with TemporaryDirectory() as folder:
            return dry_run.checked(dataset, resource, text, Path(folder))
    except HarmoniseError as error:
        raise tk.ValidationError({"file": [str(error)]}) from error


def _text_of(resource: dict[str, Any], dataset: dict[str, Any], id: str | None) -> str:
    id = id or str(resource.get("civic_crosswalk") or "")
    if not id:
        raise CrosswalkError(
            "This file does not say which crosswalk reads it.",
            advice="Choose one on the dataset's page “Harmonise”, or name one here.",
        )
    used = saved.find(id, dataset["organization"]["id"])
    newest = SavedCrosswalk.one(id, used.version) if used.version else None
    return newest.content if newest else library.crosswalk_text(id)


def _saved(context: Context, id: str, version: Any) -> SavedCrosswalk:
    newest = SavedCrosswalk.newest(id)
    if newest is None:
        raise tk.ObjectNotFound(tk._("There is no such crosswalk."))
    tk.check_access(
        "civic_harmonise_crosswalk_show", context, {"organization_id": newest.organization_id}
    )
    number = _number(version)
    found = newest if number is None else SavedCrosswalk.one(id, number)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such version."))
    return found


def _number(version: Any) -> int | None:
    if version in (None, ""):
        return None
    try:
        return int(version)
    except (TypeError, ValueError):
        raise tk.ValidationError({"version": [tk._("This is no number.")]}) from None


def _file(context: Context, resource_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an uploaded resource, which the caller may update, and its dataset.

    Who may not even see it is told what is told of a resource that does not exist. Raises
    ValidationError when it is no uploaded file of an organisation.
    """
    tk.get_action("resource_show")({**context}, {"id": resource_id})
    tk.check_access("civic_harmonise_resource_run", context, {"id": resource_id})
    own: Any = {"ignore_auth": True, "user": name_of(context)}
    resource = tk.get_action("resource_show")(own, {"id": resource_id})
    dataset = tk.get_action("package_show")(own, {"id": resource["package_id"]})
    if resource.get("url_type") != "upload" or not dataset.get("organization"):
        name = stored_file.file_name(resource)
        words = tk._("“{name}” is no uploaded file of an organization.").format(name=name)
        raise tk.ValidationError({"file": [words]})
    return resource, dataset


def _user_id(context: Context) -> str:
    name = name_of(context)
    user = model.User.get(name)
    return user.id if user else name
