"""Turn the values of a crosswalk file, which follow its schema, into a crosswalk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..models import Model, load_model
from .crosswalk import Crosswalk, Drop, Key, Position, Publisher, Redaction, Unpivot


def crosswalk_from(
    source: dict[str, Any], folder: Path | None, model_folders: Sequence[Path] = ()
) -> Crosswalk:
    """Return the crosswalk that a valid crosswalk file describes.

    Raises ModelError when its model is unknown.
    """
    model = load_model(_model_path(source["model"], folder), model_folders)
    unpivot = source.get("unpivot")
    redaction, area, layout = source.get("redaction"), source.get("area"), source.get("layout", ())
    return Crosswalk(
        id=source["id"],
        model=model,
        title=source["title"],
        publisher=Publisher(**source["publisher"]),
        key=_key(source.get("key", {}), model),
        fields=source["fields"],
        positions=tuple(Position(**one) for one in source.get("positions", ())),
        redaction=Redaction(redaction["column"], tuple(redaction["values"])) if redaction else None,
        area=(area[0], area[1], area[2], area[3]) if area else None,
        source=source.get("source", {}),
        ignore=source.get("ignore", {}),
        part_of=source.get("part_of", {}),
        confirmed=source.get("confirmed", {}),
        drop=tuple(Drop(one["when"], one["reason"]) for one in source.get("drop", ())),
        dataset=source.get("dataset", ""),
        layout=layout if isinstance(layout, str) else tuple(layout),
        valid_from=source.get("valid_from", ""),
        valid_to=source.get("valid_to", ""),
        extends_model=source.get("extends") == "model",
        folder=folder,
        unpivot=Unpivot(**{**unpivot, "columns": tuple(unpivot["columns"])}) if unpivot else None,
    )


def _key(source: dict[str, Any], model: Model) -> Key:
    columns = tuple(source.get("columns", ()))
    return Key(
        columns=columns,
        form=source.get("form", "exact"),
        line=tuple(source.get("line", ())),
        fields=() if columns else model.key,
    )


def _model_path(model: str, folder: Path | None) -> str | Path:
    """Return the model's id, or its path beside the crosswalk where it is given as a path."""
    is_path = "/" in model or model.endswith((".yaml", ".yml"))
    return folder / model if is_path and folder else model
