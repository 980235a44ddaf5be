"""One person's work on the crosswalk of one file: what it began with and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core import clock

from ..crosswalks import layout
from ..editor import draft as drafts
from ..editor import start
from ..editor.reason import Reason
from ..editor.table_profile import TableProfile
from ..errors import CrosswalkError, HarmoniseError
from ..model import CrosswalkDraft, FileCheck, SavedCrosswalk
from ..models import Model
from ..organisations import council
from . import dry_run, fields, library, private_files, profiles, proposal, saved, stored_file


@dataclass
class Work:
    """A file and the draft of its crosswalk; ``row`` is None while no model was chosen."""

    dataset: dict[str, Any]
    resource: dict[str, Any]
    user_id: str
    row: CrosswalkDraft | None

    @classmethod
    def on(cls, dataset: dict[str, Any], resource: dict[str, Any], user_id: str) -> Work:
        """Return the person's work as it was left."""
        return cls(dataset, resource, user_id, CrosswalkDraft.of(resource["id"], user_id))

    @property
    def organization_id(self) -> str:
        """Return whose file it is."""
        return str(self.dataset["organization"]["id"])

    @cached_property
    def content(self) -> drafts.Content:
        """Return the draft."""
        return drafts.read(self.text)

    @property
    def text(self) -> str:
        """Return the draft as YAML."""
        assert self.row is not None
        return self.row.content

    @cached_property
    def model(self) -> Model:
        """Return the model of the draft; raises ModelError when it is no more."""
        return library.model(str(self.content.get("model")))

    @cached_property
    def profile(self) -> TableProfile:
        """Return what stands in the file; raises HarmoniseError when it cannot be read."""
        source = self.content.get("source") if self.row is not None else None
        return profiles.profile_of(self.resource, source or {})

    @property
    def reasons(self) -> dict[str, Reason]:
        """Return why each field was proposed."""
        found = (self.row.evidence if self.row else {}).get("fields", {})
        return {name: Reason.from_dict(one) for name, one in found.items()}

    @property
    def code_reasons(self) -> dict[str, dict[str, str]]:
        """Return why a value has its code, by field and value, where that is not plain."""
        return (self.row.evidence if self.row else {}).get("codes", {})

    @property
    def problem(self) -> HarmoniseError | None:
        """Return what the draft lacks to be a crosswalk, or None."""
        try:
            library.parse(self.text)
        except HarmoniseError as error:
            return error
        return None

    @property
    def check(self) -> FileCheck | None:
        """Return the last check, when it is one of this draft and this file."""
        last = FileCheck.of(self.resource["id"], self.user_id)
        is_current = (
            last is not None
            and self.row is not None
            and last.content_sha256 == dry_run.digest(self.text)
            and last.source_version == profiles.version_of(self.resource)
        )
        return last if is_current else None

    def begin(
        self,
        content: drafts.Content,
        *,
        reasons: Mapping[str, Reason] | None = None,
        codes: Mapping[str, Mapping[str, str]] | None = None,
        base: SavedCrosswalk | None = None,
        text: str | None = None,
        origin: str = "",
    ) -> None:
        """Replace the draft; ``text`` is its YAML where that says more (comments). Commits.

        ``origin`` says what it was begun from, for the note of the first version.
        """
        CrosswalkDraft.forget(self.resource["id"], self.user_id)
        model.Session.flush()
        model.Session.expire_all()
        self.row = CrosswalkDraft(
            resource_id=self.resource["id"],
            user_id=self.user_id,
            content=text if text is not None else drafts.written(content),
            evidence={
                "fields": {name: one.as_dict() for name, one in (reasons or {}).items()},
                "codes": codes or {},
                "origin": origin,
            },
            base_id=base.id if base else None,
            base_version=base.version if base else None,
            changed_at=clock.now(),
        )
        model.Session.add(self.row)
        model.Session.commit()
        self._forget_what_was_read()

    def change(self, content: drafts.Content) -> None:
        """Store the changed draft; comments stay when nothing changed. Commits."""
        assert self.row is not None
        if drafts.read(self.row.content) == content:
            return
        self.row.content = drafts.written(content)
        self.row.changed_at = clock.now()
        model.Session.add(self.row)
        model.Session.commit()
        self._forget_what_was_read()

    def propose(self, model_id: str) -> None:
        """Begin anew with what is proposed for a model. Raises HarmoniseError."""
        shared = library.model(model_id)
        with profiles.copy_of(self.resource) as copy:
            proposed = proposal.propose_draft(
                shared,
                profiles.table_of(copy, self.resource, {}),
                id=saved.new_id(self.dataset["organization"]["name"], model_id),
                publisher=self.publisher(),
                title=f"{self._council()}, {shared.title.lower()}",
            )
        self.begin(proposed.content, reasons=proposed.fields, codes=proposed.codes)

    def reuse(self, id: str) -> None:
        """Begin with a crosswalk of the product or of the organization, fitted to this header.

        Raises CrosswalkError when there is none of that id.
        """
        used = saved.find(id, self.organization_id)
        own = SavedCrosswalk.one(id, used.version) if used.version else None
        if own is not None and own.layout == layout.fingerprint(self.profile.header):
            self.begin({}, base=own, text=own.content)
            return
        content = drafts.read(own.content if own else library.crosswalk_text(id))
        header = own.header if own else used.crosswalk.file_columns
        content = self._fitted(content, header)
        content["id"] = self._id_for(used.crosswalk.model.id)
        content["publisher"] = content.get("publisher") or self.publisher()
        origin = tk._("Begun from {id}").format(id=f"{id}, {own.version}" if own else id)
        self.begin(content, origin=origin)

    def take(self, text: str) -> None:
        """Begin with an uploaded crosswalk. Raises HarmoniseError when it is none."""
        parsed = library.parse(text)
        newest = SavedCrosswalk.newest(parsed.id)
        if newest is not None and newest.organization_id == self.organization_id:
            self.begin({}, base=newest, text=text)
            return
        content = {**drafts.read(text), "id": self._id_for(parsed.model.id)}
        self.begin(content, text=text if content == drafts.read(text) else None)

    @property
    def overtaken_by(self) -> SavedCrosswalk | None:
        """Return what was saved since the draft was begun, if it is of the same kind of file.

        That is a newer version than the draft began with, or, when it began with none, the first
        ones that another file of the same layout got.
        """
        if self.row is None:
            return None
        newest = SavedCrosswalk.newest(str(self.content.get("id")))
        if newest is None or newest.organization_id != self.organization_id:
            return None
        if self.row.base_version is not None:
            return newest if newest.version != self.row.base_version else None
        is_alike = newest.layout == layout.fingerprint(self.profile.header)
        return newest if is_alike and newest.model == self.content.get("model") else None

    def save(self, note: str, over: int | None = None) -> SavedCrosswalk:
        """Store the draft as a new version; the draft ends. Commits.

        ``over`` is the version that was saved in the meantime, when the person has seen it.
        Raises CrosswalkError, also when somebody else was quicker.
        """
        assert self.row is not None
        if self.row.base_version is None and self.overtaken_by is None:
            self._take_a_free_id()
        kept = saved.save(
            str(self.content["id"]),
            self.text,
            organization_id=self.organization_id,
            header=self.profile.header,
            user_id=self.user_id,
            note=note,
            base_version=self.row.base_version if over is None else over,
        )
        CrosswalkDraft.forget(self.resource["id"], self.user_id)
        self.forget_check()
        model.Session.commit()
        return kept

    def forget_check(self) -> None:
        """Remove the last check and its files; the caller commits."""
        last = FileCheck.of(self.resource["id"], self.user_id)
        if last is not None:
            private_files.forget("checks", last.id)
            model.Session.delete(last)
            model.Session.flush()

    def publisher(self) -> dict[str, str]:
        """Return the council as a crosswalk names it: by the registry's address when it has one."""
        known = council(self._council())
        if known is not None:
            return {"name": known.name, "uri": known.uri}
        organization = self.dataset["organization"]
        address = f"{tk.config['ckan.site_url'].rstrip('/')}/organization/{organization['name']}"
        return {"name": self._council(), "uri": address}

    def _council(self) -> str:
        organization = self.dataset["organization"]
        return str(organization.get("title") or organization["name"])

    def _take_a_free_id(self) -> None:
        """Give the draft another id when its own went to a crosswalk of another kind of file."""
        id = str(self.content["id"])
        if SavedCrosswalk.newest(id) is not None or library.crosswalk(id) is not None:
            self.change({**self.content, "id": self._id_for(self.model.id)})

    def _id_for(self, model_id: str) -> str:
        return saved.new_id(self.dataset["organization"]["name"], model_id)

    def _fitted(self, content: drafts.Content, header: Any) -> drafts.Content:
        content.pop("layout", None)  # that of this file is written when it is saved
        differences = layout.compare(list(header), self.profile.header)
        if not differences.gone and not differences.renamed:
            return content
        return start.carried_over(content, differences, self.profile)

    def _forget_what_was_read(self) -> None:
        for name in ("content", "model", "profile"):
            self.__dict__.pop(name, None)


def require_file(dataset: Mapping[str, Any], resource: Mapping[str, Any]) -> None:
    """Raise HarmoniseError when a resource is nothing that can be harmonised here."""
    if resource.get(fields.OUTPUT):
        raise CrosswalkError("This file was made by the portal.")
    if fields.is_copy(dataset):
        raise CrosswalkError("This dataset is a copy from another portal.")
    if resource.get("url_type") != "upload":
        raise CrosswalkError(
            f"“{stored_file.file_name(resource)}” is a link, not a file in this portal.",
            advice="Upload the file to harmonise it.",
        )
    if not dataset.get("organization"):
        raise CrosswalkError(
            "This dataset belongs to no organisation, and addresses name the council.",
            advice="Choose the dataset's organisation.",
        )
