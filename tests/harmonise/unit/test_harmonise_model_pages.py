"""The reference pages that are made from model and crosswalk files, and made anew with them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ckanext.civic.harmonise.models import Model, list_models

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def model_pages() -> ModuleType:
    """Return the script that makes the pages of the models, as a module."""
    return script("model_pages")


def script(name: str) -> ModuleType:
    """Return a script of the documentation as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.id)
def test_page_when_its_model_is_read_then_says_the_same(model_pages, model: Model):
    path = DOCS / "reference" / "models" / f"{model.id}.md"
    advice = "Run: python docs/model_pages.py"
    assert path.exists(), advice
    assert path.read_text(encoding="utf-8") == model_pages.page(model), advice


def test_pages_when_listed_then_each_has_its_model():
    pages = {path.stem for path in (DOCS / "reference" / "models").glob("*.md")}
    assert pages == {model.id for model in list_models()}


def test_page_when_made_then_names_every_field_and_code(model_pages):
    for model in list_models():
        text = model_pages.page(model)
        for field in model.fields.values():
            assert f"| `{field.name}` |" in text
            assert all(word.replace("|", "\\|") in text for word in field.also_called)
        for code_list in model.lists.values():
            assert all(f"| `{code}` |" in text for code in code_list.codes)


def test_page_of_councils_when_the_crosswalks_are_read_then_says_the_same():
    made = script("council_page")
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "Run: python docs/council_page.py"
