"""Documentation that fails when it falls behind: every name in the reference, every link alive."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
CIVIC = PROJECT / "ckanext" / "civic"
REFERENCE = PROJECT / "docs" / "reference"
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
REQUIREMENT = re.compile(r"([A-Za-z][\w.-]*)(?:\[\w+\])?[><=!~]=?[\d.,<>=!]+")
IMAGES = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"}


def short(path: Path) -> str:
    """Return a path as the project names it."""
    return path.relative_to(PROJECT).as_posix()


def reference_text() -> str:
    """Return all reference pages as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in sorted(REFERENCE.glob("*.md")))


def missing_from_reference(names: list[str]) -> list[str]:
    """Return those of ``names`` that no reference page has between backticks."""
    code = set(re.findall(r"`([^`\n]+)`", reference_text()))
    words = {snippet for text in code for snippet in (text, text.split("(")[0].strip())}
    starts = tuple(words)
    return [
        name
        for name in names
        if name not in words and not any(s.startswith(f"{name} ") for s in starts)
    ]


def options() -> list[str]:
    """Return every configuration option that a plugin declares."""
    return sorted(
        option["key"]
        for path in CIVIC.glob("*/config_declaration.yaml")
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
        for option in group["options"]
    )


def actions() -> list[str]:
    """Return every action that a plugin publishes: the ``__all__`` of its logic/action.py."""
    found: list[str] = []
    for path in CIVIC.glob("*/logic/action.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                found += ast.literal_eval(node.value)
    return sorted(found)


def console_commands() -> list[str]:
    """Return every ``civic`` command."""
    for node in ast.parse((CIVIC / "console.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "COMMANDS":
            return sorted(f"civic {name}" for name in ast.literal_eval(node.value))
    raise AssertionError("ckanext/civic/console.py has no COMMANDS")


def ckan_commands() -> list[str]:
    """Return every command of the plugins on CKAN's command line, as ``ckan civic-rdf flush``."""
    return sorted(
        command
        for plugin in CIVIC.iterdir()
        for path in [*plugin.glob("cli.py"), *plugin.glob("cli/*.py")]
        for command in commands_in(path, f"ckan civic-{plugin.name}")
    )


def commands_in(path: Path, prefix: str) -> Iterator[str]:
    """Yield the commands that a module's click decorators declare below ``prefix``.

    A group below another one stands before its commands, as on the command line.
    """
    groups: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            function = call.func if call else decorator
            if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
                continue
            named = [a.value for a in call.args if isinstance(a, ast.Constant)] if call else []
            name = str(named[0]) if named else node.name.replace("_", "-")
            if function.attr == "group" and function.value.id != "click":
                groups[node.name] = name
            if function.attr == "command":
                group = groups.get(function.value.id)
                yield f"{prefix} {group} {name}" if group else f"{prefix} {name}"


def checks() -> list[str]:
    """Return the id of every check of harmonise."""
    return sorted(
        value.value
        for path in (CIVIC / "harmonise" / "checks").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for value in [_check_id(node)]
        if value is not None
    )


def _check_id(node: ast.AST) -> ast.Constant | None:
    """Return the constant of ``id = "…"`` or ``id: str = "…"`` in a class or module."""
    target = value = None
    if isinstance(node, ast.Assign):
        target, value = node.targets[0], node.value
    elif isinstance(node, ast.AnnAssign):
        target, value = node.target, node.value
    is_id = isinstance(target, ast.Name) and target.id.lower() in ("id", "check_id")
    return value if is_id and isinstance(value, ast.Constant) and value.value else None


def models() -> list[str]:
    """Return the id of every shared model."""
    return sorted(path.stem for path in (CIVIC / "harmonise" / "models").glob("*.yaml"))


def dependencies() -> list[str]:
    """Return the distribution names in setup.py that the project chose itself."""
    source = ast.parse((PROJECT / "setup.py").read_text(encoding="utf-8"))
    strings = [
        node.value
        for node in ast.walk(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found = (REQUIREMENT.fullmatch(text) for text in strings)
    return sorted({match[1] for match in found if match})


@pytest.mark.parametrize(
    "names",
    [options, actions, console_commands, ckan_commands, checks, models, dependencies],
    ids=lambda names: names.__name__,
)
def test_reference_when_read_then_names_each_of_the(names) -> None:
    declared = names()
    assert declared, f"found no {names.__name__} in the source: has their place changed?"
    missing = missing_from_reference(declared)
    assert not missing, f"docs/reference names no `{'`, no `'.join(missing)}`"


def links(page: Path) -> Iterator[tuple[int, str]]:
    """Yield line and target of each link and image of a page."""
    markdown_it = pytest.importorskip("markdown_it", reason="needs the extra `docs`")
    parser = markdown_it.MarkdownIt("commonmark").enable("table")
    for block in parser.parse(page.read_text(encoding="utf-8")):
        for token in block.children or []:
            target = token.attrs.get("href") or token.attrs.get("src")
            if target:
                yield (block.map or [0])[0] + 1, str(target)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as code hosting sites make them."""
    headings = re.findall(r"^#+ +(.+?) *#*$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", text)).strip().lower().replace(" ", "-")
        for text in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_when_followed_then_arrive(page: Path) -> None:
    dead = []
    for line, target in links(page):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not goal.exists():
            dead.append(f"{short(page)}:{line} links to {target}, which is not there")
        elif parts.fragment and goal.suffix == ".md" and parts.fragment not in anchors(goal):
            dead.append(f"{short(page)}:{line} links to {target}: there is no such heading")
    assert not dead, "\n" + "\n".join(dead)


def test_images_when_counted_then_each_is_shown_on_a_page() -> None:
    shown = {
        (page.parent / unquote(target)).resolve() for page in PAGES for _, target in links(page)
    }
    images = [path for path in (PROJECT / "docs").rglob("*") if path.suffix in IMAGES]
    assert not [short(path) for path in images if path.resolve() not in shown]
