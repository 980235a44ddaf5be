"""The crosswalks that a dataset may use: those of the product, and its organization's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ckan import model

from ckanext.civic.core import clock

from ..crosswalks import Crosswalk, layout
from ..editor import draft
from ..errors import CrosswalkError
from ..model import SavedCrosswalk
from . import library

_NEAR = 0.5  # share of a crosswalk's headings from which it may read a file: our choice
_NO_ID_SIGN = re.compile(r"[^a-z0-9]+")


class Overtaken(CrosswalkError):
    """Somebody else saved a newer version in the meantime."""


@dataclass(frozen=True)
class Used:
    """A crosswalk that is ready to run; ``version`` is None for one that comes with the product."""

    crosswalk: Crosswalk
    version: int | None


@dataclass(frozen=True)
class Reusable:
    """A saved crosswalk that may read a file, and how the file's header differs from its own."""

    saved: SavedCrosswalk
    likeness: float
    differences: layout.HeaderDiff

    @property
    def is_same_layout(self) -> bool:
        """Tell whether the headings are the same."""
        return not self.differences


def find(id: str, organization_id: str | None) -> Used:
    """Return the crosswalk that a resource names; a publisher's text never becomes a path.

    Raises CrosswalkError when there is none, or it belongs to another organization.
    """
    shipped = library.crosswalk(id)
    if shipped is not None:
        return Used(shipped, None)
    newest = SavedCrosswalk.newest(id)
    if newest is None or newest.organization_id != organization_id:
        own = [one.id for one in SavedCrosswalk.of_organization(organization_id or "")]
        known = [one.id for one in library.crosswalks()]
        raise CrosswalkError(
            f"There is no crosswalk “{id}”.", advice=f"Known: {', '.join(sorted([*known, *own]))}."
        )
    return Used(library.parse(newest.content, id), newest.version)


def reusable(organization_id: str, header: Sequence[str], named: str = "") -> list[Reusable]:
    """Return the organization's crosswalks that are near to a file, the nearest first.

    Near are those of which a file has half of the headings, and the one that its resource
    already names, which comes first.
    """
    found = [
        Reusable(one, layout.likeness(one.header, header), layout.compare(one.header, header))
        for one in SavedCrosswalk.of_organization(organization_id)
    ]
    near = [one for one in found if one.likeness >= _NEAR or one.saved.id == named]
    return sorted(near, key=lambda one: (one.saved.id != named, -one.likeness, one.saved.id))


def new_id(organization_name: str, model_id: str) -> str:
    """Return an id that no crosswalk has: ``salford-streetlights``, else with a number behind."""
    stem = _NO_ID_SIGN.sub("-", f"{organization_name}-{model_id}".lower()).strip("-")
    stem = stem if stem[:1].isalpha() else f"c-{stem}"
    number = 1
    while True:
        id = stem if number == 1 else f"{stem}-{number}"
        if library.crosswalk(id) is None and SavedCrosswalk.newest(id) is None:
            return id
        number += 1


def save(
    id: str,
    content: str,
    *,
    organization_id: str,
    header: Sequence[str],
    user_id: str,
    note: str,
    base_version: int | None,
) -> SavedCrosswalk:
    """Store a new version; the caller commits. Equal content makes no new version.

    What somebody else saved in the meantime is used when it says the same.

    Raises CrosswalkError when the text is no sound crosswalk, Overtaken when a newer version
    than ``base_version`` is there.
    """
    newest = SavedCrosswalk.newest(id)
    if newest is not None:
        if newest.organization_id != organization_id:
            raise CrosswalkError(f"The id “{id}” is taken.", advice="Give it another id.")
        if newest.version != base_version:
            if _says_the_same(newest, content, header):
                return newest
            raise Overtaken(
                f"Version {newest.version} was saved in the meantime.",
                advice=f"Look at what differs, then save yours as version {newest.version + 1}.",
            )
    text = _with_layout(content, header)
    crosswalk = library.parse(text, id)
    if newest is not None and newest.content == text and list(newest.header) == list(header):
        return newest
    saved = SavedCrosswalk(
        id=id,
        version=1 if newest is None else newest.version + 1,
        organization_id=organization_id,
        model=crosswalk.model.id,
        layout=layout.fingerprint(header),
        header=list(header),
        content=text,
        saved_by=user_id,
        saved_at=clock.now(),
        note=" ".join(note.split()),
    )
    model.Session.add(saved)
    model.Session.flush()
    return saved


def summary(saved: SavedCrosswalk) -> dict[str, Any]:
    """Return a saved crosswalk as the list shows it: with title, and who saved it by name."""
    user = model.User.get(saved.saved_by)
    return {
        **saved.as_dict(),
        "title": str(draft.read(saved.content, saved.id).get("title", saved.id)),
        "saved_by_name": user.display_name if user else saved.saved_by,
    }


def _says_the_same(saved: SavedCrosswalk, content: str, header: Sequence[str]) -> bool:
    """Tell whether a text is a saved one but for comments and the order of the headings."""
    both = [draft.read(one) for one in (saved.content, content)]
    for one in both:
        one.pop("layout", None)
    return both[0] == both[1] and saved.layout == layout.fingerprint(header)


def _with_layout(content: str, header: Sequence[str]) -> str:
    """Return the text with the headings that it is for, so that a file with others is refused.

    Source: harmonise recommends one crosswalk a layout (ADR 0011); comments stay.
    """
    given = draft.read(content)
    if given.get("layout"):
        return content
    return f"{content.rstrip()}\n{draft.written({'layout': list(header)})}"
