"""Read crosswalks from the YAML files beside this module, from a path, or from text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ckanext.civic.core import nquads
from ckanext.civic.core.errors import Place

from ..errors import CrosswalkError
from ..mapping.expressions import compile_expression
from ..models import Model, load_model
from ..yaml_files import parse_yaml, read_yaml, validate
from .crosswalk import Crosswalk, Key, Position, Publisher, Redaction

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "crosswalk.schema.json"


def list_crosswalks(model: str | None = None) -> list[Crosswalk]:
    """Return the crosswalks that come with the project, sorted by id; all or those of a model."""
    every = [load_crosswalk(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return [one for one in every if model in (None, one.model.id)]


def load_crosswalk(id_or_path: str | Path) -> Crosswalk:
    """Return a crosswalk by id, or from a YAML file.

    A text that has a slash or ends in ``.yaml`` or ``.yml`` is a path.
    Raises CrosswalkError when it is unknown or invalid, ModelError when its model is unknown.
    """
    text = str(id_or_path)
    if isinstance(id_or_path, Path) or "/" in text or text.endswith((".yaml", ".yml")):
        path = Path(id_or_path)
    else:
        path = FOLDER / f"{text}.yaml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.yaml")))
            raise CrosswalkError(f"There is no crosswalk “{text}”.", advice=f"Known: {known}.")
    return _crosswalk(read_yaml(path, CrosswalkError), path)


def parse_crosswalk(text: str, name: str = "crosswalk") -> Crosswalk:
    """Return a crosswalk from YAML text; ``name`` stands for it in errors."""
    return _crosswalk(parse_yaml(text, name, CrosswalkError), Path(name))


def _crosswalk(source: Any, path: Path) -> Crosswalk:
    validate(source, SCHEMA, path, CrosswalkError)
    redaction = source.get("redaction")
    area = source.get("area")
    crosswalk = Crosswalk(
        id=source["id"],
        model=load_model(source["model"]),
        title=source["title"],
        publisher=Publisher(**source["publisher"]),
        key=Key(
            columns=tuple(source["key"]["columns"]),
            form=source["key"].get("form", "exact"),
            line=tuple(source["key"].get("line", ())),
        ),
        fields=source["fields"],
        positions=tuple(Position(**one) for one in source.get("positions", ())),
        redaction=Redaction(redaction["column"], tuple(redaction["values"])) if redaction else None,
        area=(area[0], area[1], area[2], area[3]) if area else None,
        source=source.get("source", {}),
        ignore=source.get("ignore", {}),
    )
    for problem in _problems(crosswalk):
        raise CrosswalkError(problem, place=Place(file=path.name))
    return crosswalk


def _problems(crosswalk: Crosswalk) -> list[str]:
    """Return what does not fit the model; each a sentence."""
    model = crosswalk.model
    found = []
    if not nquads.is_iri(crosswalk.publisher.uri):
        found.append("The publisher's uri is no absolute IRI.")
    for name in crosswalk.fields:
        if name not in model.fields:
            found.append(f"The model “{model.id}” has no field “{name}”.")
    for name in _unmapped_required(crosswalk, model):
        found.append(f"The field “{name}” is required and has no source.")
    both = sorted(set(crosswalk.ignore) & set(crosswalk.columns))
    if both:
        found.append(f"The column “{both[0]}” is both mapped and ignored.")
    if crosswalk.positions and not model.position:
        found.append(f"The model “{model.id}” has no position.")
    if crosswalk.redaction and not model.redacted_flag:
        found.append(f"The model “{model.id}” has no place for a redaction.")
    if not found:
        found.extend(_expression_problems(crosswalk))
    return found


def _unmapped_required(crosswalk: Crosswalk, model: Model) -> list[str]:
    filled = {*crosswalk.fields, model.redacted_flag}
    return [name for name, one in model.fields.items() if one.required and name not in filled]


def _expression_problems(crosswalk: Crosswalk) -> list[str]:
    """Compile every expression against its own columns: unknown steps, patterns and codes."""
    columns = {name: index for index, name in enumerate(crosswalk.columns)}
    places = {name: (one, crosswalk.model.fields[name]) for name, one in crosswalk.fields.items()}
    found = []
    for name, (expression, target) in places.items():
        code_list = crosswalk.model.lists.get(target.code_list or "")
        try:
            compile_expression(expression, columns, code_list)
        except ValueError as problem:
            found.append(f"Field “{name}”: {problem}")
    for position in crosswalk.positions:
        for axis in (position.x, position.y):
            try:
                compile_expression(axis, columns, None)
            except ValueError as problem:
                found.append(f"Position: {problem}")
    return found
