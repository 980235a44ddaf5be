"""Read declarative YAML and hold it against a JSON Schema, with errors that name line and key."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from ckanext.civic.core.errors import Place

from .errors import HarmoniseError

_KINDS = {
    "string": "a text",
    "array": "a list such as [one, two]",
    "object": "keys with values, one a line",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}

# Steps from the top of a document: keys of mappings and indexes of lists.
Path_ = tuple["str | int", ...]


class _UniqueKeys(yaml.constructor.SafeConstructor, yaml.resolver.Resolver):
    """PyYAML lets the last of two equal keys win; a mapping must not lose one silently."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "a key occurs twice", _second_mark(node)
            )
        return mapping


# Dates stay text: they mean the same to JSON Schema, and to a reader of the file. So do Yes, No, On
# and Off, as in YAML 1.2: “No” is the heading of many columns, and Y and N stand in many cells.
_AS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_UniqueKeys.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeys.add_implicit_resolver(
    "tag:yaml.org,2002:bool",
    re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"),
    list("tTfF"),
)


class _Loader(_UniqueKeys, yaml.SafeLoader):
    """For what anybody may have written."""


# libyaml is some eight times as quick, and deep nesting makes it end the process: it reads only
# what came with the suite
_SHIPPED = Path(__file__).resolve().parent
_ShippedLoader: Any = _Loader
if yaml.__with_libyaml__:

    class _QuickLoader(_UniqueKeys, yaml.CSafeLoader):
        """For the suite's own files."""

    _ShippedLoader = _QuickLoader


@dataclass(frozen=True)
class Document:
    """A parsed YAML text: its ``value``, its file's ``name`` and where each key stands in it."""

    value: Any
    name: str
    root: yaml.Node | None

    def line(self, path: Iterable[str | int]) -> int:
        """Return the line (from 1) of the key or item at ``path``, or of the nearest above it."""
        node, line = self.root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def problem(
        self, path: Iterable[str | int], message: str, error: type[HarmoniseError]
    ) -> HarmoniseError:
        """Return an ``error`` that names file, line and key before the message."""
        steps = list(path)
        where = " → ".join(map(str, steps)) or "the top level"
        return error(f"Line {self.line(steps)}, at {where}: {message}", place=Place(file=self.name))


def parse_document(
    text: str, name: str, error: type[HarmoniseError], *, is_shipped: bool = False
) -> Document:
    """Return a YAML text with its lines; raises ``error`` with the line when it is not YAML."""
    try:
        loader = _ShippedLoader(text) if is_shipped else _Loader(text)
        try:
            root = loader.get_single_node()
            value = loader.construct_document(root) if root is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        what = getattr(problem, "problem", None) or "cannot be parsed"
        raise error(f"This is no valid YAML{where}: {what}.", place=Place(file=name)) from None
    except RecursionError:
        raise error("This YAML is nested too deeply.", place=Place(file=name)) from None
    return Document(value, name, root)


def read_document(path: Path, error: type[HarmoniseError]) -> Document:
    """Return a YAML file with its lines; raises ``error`` when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise error(
            f"The file cannot be read ({type(problem).__name__}).", place=Place(file=path.name)
        ) from None
    is_shipped = path.resolve().is_relative_to(_SHIPPED)
    return parse_document(text, path.name, error, is_shipped=is_shipped)


def parse_yaml(text: str, name: str, error: type[HarmoniseError]) -> Any:
    """Return the value of a YAML text; raises ``error`` with the line when it is not YAML."""
    return parse_document(text, name, error).value


def read_yaml(path: Path, error: type[HarmoniseError]) -> Any:
    """Return the value of a YAML file; raises ``error`` when it cannot be read."""
    return read_document(path, error).value


def validate_document(document: Document, schema: Path, error: type[HarmoniseError]) -> None:
    """Raise ``error`` with line, key and rule of the first breach of the JSON Schema."""
    problems = list(_validator(schema).iter_errors(document.value))
    if not problems:
        return
    # a misspelt key tells more than the key that is missing for it
    first = min(problems, key=lambda one: (one.validator == "required", document.line(_place(one))))
    deepest = best_match([first]) or first
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    raise document.problem(_place(deepest), f"{_said(deepest)}{more}", error)


def validate(value: Any, schema: Path, path: Path, error: type[HarmoniseError]) -> None:
    """Raise ``error`` with the key and the rule of the first breach, for a value without lines."""
    problems = sorted(_validator(schema).iter_errors(value), key=lambda p: list(map(str, p.path)))
    if problems:
        first = problems[0]
        where = " → ".join(str(step) for step in first.path) or "the top level"
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        raise error(f"At {where}: {first.message}{more}.", place=Place(file=path.name))


def _place(problem: ValidationError) -> Path_:
    """Return the path of a problem; of a key that may not be there, the key's own."""
    path = tuple(problem.absolute_path)
    if problem.validator == "additionalProperties" and isinstance(problem.instance, dict):
        known = problem.schema.get("properties", {}) if isinstance(problem.schema, dict) else {}
        extra = [key for key in problem.instance if key not in known]
        return (*path, extra[0]) if extra else path
    if problem.validator in ("pattern", "enum") and problem.parent is None:
        name = problem.instance
        if "propertyNames" in problem.absolute_schema_path and isinstance(name, str):
            return (*path, name)
    return path


def _said(problem: ValidationError) -> str:
    """Return a problem in words; of a key that may not be there, with the key perhaps meant."""
    if problem.validator == "type":
        return _said_of_type(problem.instance, problem.validator_value)
    if problem.validator == "oneOf" and not isinstance(problem.instance, (str, dict, list)):
        return _said_of_type(problem.instance, ["string", "object"])
    if problem.validator == "minLength" and not problem.instance:
        return "nothing stands here; write a text."
    if problem.validator != "additionalProperties" or not isinstance(problem.schema, dict):
        return f"{problem.message}."
    known: dict[str, Any] = problem.schema.get("properties", {})
    given: Any = problem.instance
    extra = next(key for key in given if key not in known)
    near = difflib.get_close_matches(str(extra), known, n=1)
    meant = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
    return f"there is no key “{extra}” here. {meant}"


def _said_of_type(given: Any, wanted: Any) -> str:
    """Say what stands in a place and what is wanted there, without words of JSON Schema."""
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = " or ".join(_KINDS.get(one, str(one)) for one in names)
    if given is None:
        return f"nothing stands here; write {expected}."
    if isinstance(given, (bool, int, float)) and "string" in names:
        text = str(given).lower() if isinstance(given, bool) else given
        read = "yes or no" if isinstance(given, bool) else "a number"
        return f'{text} is read as {read}; put it in quotes: "{text}".'
    if isinstance(given, (dict, list)):
        stands = "keys with values stand" if isinstance(given, dict) else "a list stands"
        return f"{stands} here; write {expected}."
    return f"“{given}” stands here; write {expected}."


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """Return the line (from 1) and the node that one step leads to, or None."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None


def _second_mark(node: yaml.MappingNode) -> yaml.Mark | None:
    """Return where the first repeated key of a mapping stands for the second time."""
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                return key.start_mark
            seen.add(key.value)
    return node.start_mark


@lru_cache
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
