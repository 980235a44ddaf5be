"""Write docs/reference/models/{model}.md from the model files: `python docs/model_pages.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ckanext.civic.harmonise.models import list_models
from ckanext.civic.harmonise.models.model import CodeList, Field, Model

FOLDER = Path(__file__).parent / "reference" / "models"
_HEAD = "This page is made from the model file; change that, then run `python docs/model_pages.py`."


def page(model: Model) -> str:
    """Return the reference page of a model as Markdown: its fields and code lists as tables."""
    return "\n".join(_lines(model)) + "\n"


def write() -> list[Path]:
    """Write the page of every model that comes with the project, drop others; return the pages."""
    FOLDER.mkdir(exist_ok=True)
    pages = {FOLDER / f"{model.id}.md": page(model) for model in list_models()}
    for path in set(FOLDER.glob("*.md")) - set(pages):
        path.unlink()
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return list(pages)


def _lines(model: Model) -> Iterator[str]:
    yield f"# `{model.id}` {model.version}: {model.title}"
    yield from ("", model.description)
    if model.source:
        yield from ("", f"Source: {model.source.rstrip('.')}.")
    yield from ("", _class(model))
    if model.key:
        keys = ", ".join(f"`{name}`" for name in model.key)
        yield from ("", f"A thing is known by {keys}; its address is `{{uri_base}}{model.uri}`.")
    yield from ("", _HEAD, "", "## Fields", "")
    yield from _table(("field", "what", "datatype", "property", "headings that mean it"))
    for field in model.fields.values():
        yield _row(_field(field, model))
    for code_list in model.lists.values():
        yield from _list(code_list)


def _class(model: Model) -> str:
    name = f"Class `{{vocabulary_base}}/def/{model.id}/{model.class_name}`"
    if not model.class_parents:
        return f"{name}."
    return f"{name}, a subclass of {', '.join(f'`{one}`' for one in model.class_parents)}."


def _field(field: Field, model: Model) -> tuple[str, ...]:
    what = field.title
    if field.description:
        what += f". {field.description}"
    if field.required:
        what += " **Required.**"
    if field.recommended:
        what += " **Recommended.**"
    if field.required_when:
        needed = " and ".join(
            f"`{name}` is {_condition(wanted)}" for name, wanted in field.required_when.items()
        )
        what += f" **Required when {needed}.**"
    if field.sensitive:
        what += f" *{field.sensitive}*"
    words = ", ".join(field.also_called)
    return (f"`{field.name}`", what, _datatype(field), _property(field, model), words)


def _condition(wanted: tuple[str, ...]) -> str:
    if wanted == ("*",):
        return "given"
    return "missing" if wanted == ("",) else " or ".join(f"`{value}`" for value in wanted)


def _datatype(field: Field) -> str:
    parts = [f"code of `{field.code_list}`" if field.code_list else field.datatype]
    if field.multiple:
        parts.append("several")
    if field.unit:
        parts.append(field.unit)
    if field.minimum is not None:
        parts.append(f"from {field.minimum}")
    if field.maximum is not None:
        parts.append(f"to {field.maximum}")
    if field.pattern:
        parts.append(f"`{field.pattern}`")
    if field.measure:
        parts.append("with control total")
    return ", ".join(parts)


def _property(field: Field, model: Model) -> str:
    if field.datatype == "geometry":
        return "`geosparql:asWKT` of `#geometry`"
    text = f"`{field.predicate or f'{model.id}/{field.term}'}`"
    if field.part:
        text += f" of `#{field.part}`"
    if field.link:
        text += f", and the thing by `{field.link.predicate}`"
    return text


def _list(code_list: CodeList) -> Iterator[str]:
    yield from ("", f"## Codes of `{code_list.id}`: {code_list.title}", "")
    if code_list.description:
        yield from (code_list.description, "")
    if code_list.source:
        yield from (f"Source: {code_list.source.rstrip('.')}.", "")
    if code_list.is_open:
        yield from ("Open: a council's value without a code is kept as the council's own.", "")
    yield from _table(("code", "label", "also called", "broader"))
    for code in code_list.codes.values():
        label = f"{code.label}. {code.definition}" if code.definition else code.label
        broader = f"`{code.broader}`" if code.broader else ""
        yield _row((f"`{code.id}`", label, ", ".join(code.alternatives), broader))


def _table(headings: tuple[str, ...]) -> Iterator[str]:
    yield _row(headings)
    yield "|" + "---|" * len(headings)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for written in write():
        print(written)
