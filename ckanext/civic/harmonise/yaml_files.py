"""Read declarative YAML and hold it against a JSON Schema, with errors that name the place."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from ckanext.civic.core.errors import Place

from .errors import HarmoniseError


class _UniqueKeyLoader(yaml.SafeLoader):
    """PyYAML lets the last of two equal keys win; a mapping must not lose one silently."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "a key occurs twice", node.start_mark
            )
        return mapping


# Dates stay text: they mean the same to JSON Schema, and to a reader of the file.
_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str, name: str, error: type[HarmoniseError]) -> Any:
    """Return the value of a YAML text; raises ``error`` with the line when it is not YAML."""
    try:
        return yaml.load(text, Loader=_UniqueKeyLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        what = getattr(problem, "problem", None) or "cannot be parsed"
        raise error(f"This is no valid YAML{where}: {what}.", place=Place(file=name)) from None


def read_yaml(path: Path, error: type[HarmoniseError]) -> Any:
    """Return the value of a YAML file; raises ``error`` when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise error(
            f"The file cannot be read ({type(problem).__name__}).", place=Place(file=path.name)
        ) from None
    return parse_yaml(text, path.name, error)


def validate(value: Any, schema: Path, path: Path, error: type[HarmoniseError]) -> None:
    """Raise ``error`` with the place and the rule of the first breach of the JSON Schema."""
    problems = sorted(_validator(schema).iter_errors(value), key=lambda p: list(map(str, p.path)))
    if problems:
        first = problems[0]
        where = " → ".join(str(step) for step in first.path) or "the top level"
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        raise error(f"At {where}: {first.message}{more}.", place=Place(file=path.name))


@lru_cache
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
