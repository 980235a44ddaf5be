"""Read crosswalks from the YAML files beside this module, further folders, a path, or text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ckanext.civic.core.errors import Place

from ..errors import CrosswalkError
from ..yaml_files import Document, parse_document, read_document, validate_document
from .consistency import problems
from .crosswalk import Crosswalk
from .source import crosswalk_from

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "crosswalk.schema.json"


def list_crosswalks(model: str | None = None, folders: Sequence[Path] = ()) -> list[Crosswalk]:
    """Return the project's crosswalks and those of ``folders``, sorted by id.

    The files of a folder are in its subfolder ``crosswalks``, when it has one. With ``model``,
    those of that model only. Raises CrosswalkError when one is invalid or two have one id.
    """
    paths = _paths(folders)
    every = [load_crosswalk(paths[id], folders) for id in sorted(paths)]
    return [one for one in every if model in (None, one.model.id)]


def load_crosswalk(id_or_path: str | Path, folders: Sequence[Path] = ()) -> Crosswalk:
    """Return a crosswalk by id, from the project or ``folders``, or from a YAML file.

    A text that has a slash or ends in ``.yaml`` or ``.yml`` is a path. ``folders`` may also have
    the model. Raises CrosswalkError when it is unknown or invalid, ModelError when its model is.
    """
    text = str(id_or_path)
    if isinstance(id_or_path, Path) or "/" in text or text.endswith((".yaml", ".yml")):
        path = Path(id_or_path)
    else:
        known = _paths(folders)
        if text not in known:
            raise CrosswalkError(
                f"There is no crosswalk “{text}”.", advice=f"Known: {', '.join(sorted(known))}."
            )
        path = known[text]
    return _crosswalk(read_document(path, CrosswalkError), path.parent, folders)


def parse_crosswalk(
    text: str,
    name: str = "crosswalk",
    folders: Sequence[Path] = (),
    tables: Path | None = None,
) -> Crosswalk:
    """Return a crosswalk from YAML text; ``name`` stands for it in errors.

    ``tables`` is the folder of its lookup tables; without it, it can have none.
    """
    return _crosswalk(parse_document(text, name, CrosswalkError), tables, folders)


def _paths(folders: Sequence[Path]) -> dict[str, Path]:
    """Return where each crosswalk is, by its file's name."""
    found: dict[str, Path] = {}
    for folder in (FOLDER, *folders):
        inner = folder / "crosswalks"
        chosen = inner if folder != FOLDER else folder
        for path in sorted([*chosen.glob("*.yaml"), *chosen.glob("*.yml")]):
            if path.stem in found:
                raise CrosswalkError(
                    f"Two crosswalk files are called “{path.stem}”.",
                    place=Place(file=str(path)),
                    advice="Give yours another id and file name.",
                )
            found[path.stem] = path
    return found


def _crosswalk(document: Document, folder: Path | None, folders: Sequence[Path]) -> Crosswalk:
    validate_document(document, SCHEMA, CrosswalkError)
    crosswalk = crosswalk_from(document.value, folder, folders)
    for path, message in problems(crosswalk):
        raise document.problem(path, message, CrosswalkError)
    return crosswalk
