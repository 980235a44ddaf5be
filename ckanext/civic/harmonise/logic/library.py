"""The shared models and crosswalks that this portal knows: the product's, and the operator's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from .. import config
from ..crosswalks import Crosswalk, list_crosswalks, parse_crosswalk
from ..crosswalks.loader import FOLDER as SHIPPED
from ..editor import draft
from ..errors import CrosswalkError, ModelError
from ..mapping.columns import normal
from ..models import Model, list_models, load_model


def models() -> list[Model]:
    """Return every shared model, sorted by id."""
    return list_models(config.folders())


def model(id: str) -> Model:
    """Return a model by its id, never by a path; raises ModelError."""
    return load_model(_id(id), config.folders())


def crosswalks() -> tuple[Crosswalk, ...]:
    """Return the crosswalks that need no saving, sorted by id; read once a process."""
    return _crosswalks(tuple(config.folders()))


def fitting(header: Sequence[str]) -> list[str]:
    """Return the ids of `crosswalks` whose columns are all in a header, sorted."""
    found = set(map(normal, header))
    return [one.id for one in crosswalks() if found.issuperset(map(normal, one.file_columns))]


def crosswalk(id: str) -> Crosswalk | None:
    """Return one of `crosswalks` by its id, or None."""
    return next((one for one in crosswalks() if one.id == id), None)


def crosswalk_text(id: str) -> str:
    """Return the YAML text of one of `crosswalks`, with its comments."""
    for folder in (SHIPPED, *(one / "crosswalks" for one in config.folders())):
        for path in sorted(folder.glob("*.y*ml")):
            if path.stem == id:
                return path.read_text(encoding="utf-8")
    raise CrosswalkError(f"There is no crosswalk “{id}”.")


def parse(text: str, name: str = "crosswalk") -> Crosswalk:
    """Return a crosswalk that somebody wrote in the portal.

    It can use the product's lookup tables, and the models that are known by their id; a text from
    outside never names a file of the server. Raises CrosswalkError or ModelError.
    """
    model(str(draft.read(text, name).get("model", "")))
    return parse_crosswalk(text, name, config.folders(), tables=SHIPPED)


@lru_cache(maxsize=4)
def _crosswalks(folders: tuple[Path, ...]) -> tuple[Crosswalk, ...]:
    return tuple(list_crosswalks(folders=folders))


def _id(text: str) -> str:
    if "/" in text or "\\" in text or text.endswith((".yaml", ".yml")):
        raise ModelError(f"There is no shared model “{text}”.", advice="Name it by its id.")
    return text
