"""Read shared models from the YAML files beside this module, from further folders or a path."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ckanext.civic.core.errors import Place

from ..errors import ModelError
from ..yaml_files import Document, parse_document, read_document, validate_document
from .consistency import problems
from .model import Model
from .source import model_from

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "model.schema.json"


def list_models(folders: Sequence[Path] = ()) -> list[Model]:
    """Return the models that come with the project and those of ``folders``, sorted by id.

    The files of a folder are in its subfolder ``models``, when it has one, or in itself.
    Raises ModelError when one of them is invalid or two have the same id.
    """
    paths = _paths(folders)
    return [_load(paths[id]) for id in sorted(paths)]


def load_model(id_or_path: str | Path, folders: Sequence[Path] = ()) -> Model:
    """Return a model by id, from the project or ``folders``, or from a YAML file.

    A text that has a slash or ends in ``.yaml`` or ``.yml`` is a path.
    Raises ModelError when it is unknown or invalid.
    """
    text = str(id_or_path)
    if isinstance(id_or_path, Path) or "/" in text or text.endswith((".yaml", ".yml")):
        return _load(Path(id_or_path))
    known = _paths(folders)
    if text not in known:
        raise ModelError(
            f"There is no shared model “{text}”.", advice=f"Known: {', '.join(sorted(known))}."
        )
    return _load(known[text])


def parse_model(text: str, name: str = "model") -> Model:
    """Return a model from YAML text; ``name`` stands for it in errors."""
    return _model(parse_document(text, name, ModelError))


def _paths(folders: Sequence[Path]) -> dict[str, Path]:
    """Return where each model is, by its file's name, which must be its id."""
    found: dict[str, Path] = {}
    for folder in (FOLDER, *folders):
        if not folder.is_dir():
            raise ModelError(
                f"“{folder}” is no folder.", advice="Name a folder with model files in it."
            )
        inner = folder / "models"
        chosen = inner if inner.is_dir() else folder
        for path in sorted([*chosen.glob("*.yaml"), *chosen.glob("*.yml")]):
            if path.stem in found:
                raise ModelError(
                    f"Two model files are called “{path.stem}”.",
                    place=Place(file=str(path)),
                    advice="Give your model another id and file name.",
                )
            found[path.stem] = path
    return found


def _load(path: Path) -> Model:
    try:
        status = path.stat()
    except OSError as problem:
        raise ModelError(
            f"The file cannot be read ({type(problem).__name__}).", place=Place(file=str(path))
        ) from None
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, changed_at_ns: int, size_bytes: int) -> Model:
    """Read a file once for as long as it stays the same."""
    del changed_at_ns, size_bytes
    document = read_document(path, ModelError)
    model = _model(document)
    if model.id != path.stem:
        message = f"the id is “{model.id}”, and the file is called “{path.name}”: make them equal."
        raise document.problem(["id"], message, ModelError)
    return model


def _model(document: Document) -> Model:
    validate_document(document, SCHEMA, ModelError)
    model = model_from(document.value)
    for path, message in problems(model):
        raise document.problem(path, message, ModelError)
    return model
