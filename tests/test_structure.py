"""The rules of docs/explanation/architecture.md, held by reading the source.

core imports nothing of CKAN; domain code none of CKAN, Flask or SQLAlchemy; plugins meet in CKAN
and never import one another; imports go plugin → views, cli, jobs, logic → domain → core.
"""

from __future__ import annotations

import ast
import importlib.metadata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
CIVIC = PROJECT / "ckanext" / "civic"
PLUGINS = ("harmonise", "gate", "rdf", "sync", "certificate")
SHARED = {"changes"}  # the change log: knows CKAN's database, belongs to no plugin
FRAMEWORKS = {"ckan", "flask", "sqlalchemy"}
LONGEST_FILE_LINES = 400
# runs inside a portal's own process, as the WSGI server's entry
PORTAL_PROCESS = CIVIC / "portal" / "wsgi.py"

# the parts of a plugin that may know CKAN; every other module and folder of it is domain code
ENTRANCES = {"views", "cli", "console", "helpers", "subscriptions"}
CKAN_SIDE = ENTRANCES | {"plugin", "config", "interfaces", "jobs", "logic", "model"}
# what else may, with the reason
ALSO_CKAN_SIDE: dict[str, dict[str, str]] = {
    "gate": {
        "enforcement": "hides what is held from CKAN's own surfaces, by CKAN's interfaces",
        "register": "the release rows, read through CKAN's database session",
        "startup": "checks at CKAN's start-up that enforcement is complete",
    },
    "rdf": {
        "profiles": "what ckanext-dcat calls, with this portal's settings",
        "dcat_uris": "ckanext-dcat's URIs for this portal's own pages",
    },
}
# where tk.blanket looks: without __all__ it would publish every name in them
BLANKETED = (
    "logic/action.py",
    "logic/auth.py",
    "logic/validators.py",
    "helpers.py",
    "views.py",
    "views/__init__.py",
    "cli.py",
    "cli/__init__.py",
)


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def sources(folder: Path) -> list[Path]:
    """Return the Python files below ``folder``."""
    return sorted(folder.rglob("*.py"))


def short(path: Path) -> str:
    """Return a path as the project names it."""
    return path.relative_to(PROJECT).as_posix()


def module_of(path: Path) -> list[str]:
    """Return the parts of a file's module name."""
    parts = list(path.relative_to(PROJECT).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full module name of each import, wherever in the file it stands.

    ``from package import name`` yields ``package.name``, since the name may be a module.
    """
    package = list(path.relative_to(PROJECT).parent.parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def part_of(module: str, package: str) -> str | None:
    """Return the top-level part of ``ckanext.civic.<package>`` in which a module lies."""
    parts = module.split(".")
    inside = parts[:3] == ["ckanext", "civic", package]
    return parts[3] if inside and len(parts) > 3 else None


def is_domain(path: Path, plugin: str) -> bool:
    """Tell whether a plugin's file is domain code."""
    part = part_of(".".join(module_of(path)), plugin)
    return part is not None and part not in CKAN_SIDE | set(ALSO_CKAN_SIDE.get(plugin, {}))


def is_of_another(module: str, own: set[str]) -> bool:
    """Tell whether a module is of our suite but of none of the ``own`` packages."""
    parts = module.split(".")
    return parts[:2] == ["ckanext", "civic"] and parts[2:3] != [] and parts[2] not in own


def complain(found: list[str]) -> None:
    """Fail with one line for each breach."""
    assert not found, "\n" + "\n".join(found)


def test_core_and_portal_when_read_then_know_neither_ckan_nor_a_plugin() -> None:
    found = []
    for package, may_import in (("core", {"core"}), ("portal", {"core", "portal"})):
        for path in sources(CIVIC / package):
            for line, name in imports(path):
                if path == PORTAL_PROCESS:
                    continue
                if name.split(".")[0] in FRAMEWORKS or is_of_another(name, may_import):
                    found.append(f"{short(path)}:{line} imports {name}")
    complain(found)


def test_shared_parts_when_read_then_know_no_plugin() -> None:
    complain(
        [
            f"{short(path)}:{line} imports {name}"
            for package in SHARED
            for path in sources(CIVIC / package)
            for line, name in imports(path)
            if is_of_another(name, {"core", package})
        ]
    )


@pytest.mark.parametrize("plugin", PLUGINS)
def test_domain_code_when_read_then_imports_no_framework(plugin: str) -> None:
    complain(
        [
            f"{short(path)}:{line} imports {name}: domain code knows no {name.split('.')[0]}"
            for path in sources(CIVIC / plugin)
            if is_domain(path, plugin)
            for line, name in imports(path)
            if name.split(".")[0] in FRAMEWORKS
        ]
    )


@pytest.mark.parametrize("plugin", PLUGINS)
def test_plugins_when_read_then_import_only_themselves_and_core(plugin: str) -> None:
    found = []
    for path in sources(CIVIC / plugin):
        for line, name in imports(path):
            if is_of_another(name, {"core", plugin} | SHARED):
                found.append(f"{short(path)}:{line} imports {name}")
    complain(found)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_imports_when_followed_then_go_one_way(plugin: str) -> None:
    """Nothing imports plugin.py; domain code imports nothing that may know CKAN (config and
    model included); logic, jobs and model import no entrance."""
    outside = CKAN_SIDE | set(ALSO_CKAN_SIDE.get(plugin, {}))
    found = []
    for path in sources(CIVIC / plugin):
        own = part_of(".".join(module_of(path)), plugin)
        for line, name in imports(path):
            target = part_of(name, plugin)
            if target is None or target == own:
                continue
            backwards = (
                target == "plugin"
                or (is_domain(path, plugin) and target in outside)
                or (own in {"logic", "jobs", "model"} and target in ENTRANCES)
            )
            if backwards:
                found.append(f"{short(path)}:{line} imports {name}, which stands above it")
    complain(found)


def test_blanketed_modules_when_read_then_say_what_they_publish() -> None:
    complain(
        [
            f"{short(path)} has no __all__"
            for plugin in PLUGINS
            for path in (CIVIC / plugin / place for place in BLANKETED)
            if path.is_file() and "__all__" not in assigned_names(path)
        ]
    )


def assigned_names(path: Path) -> set[str]:
    """Return the names that a module assigns at its top."""
    names = set()
    for node in tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


def test_modules_when_read_then_say_what_they_know() -> None:
    complain(
        [
            f"{short(path)} has no docstring"
            for path in sources(CIVIC)
            if "migration" not in path.parts
            and tree(path).body
            and not ast.get_docstring(tree(path))
        ]
    )


def test_files_when_counted_then_hold_one_idea() -> None:
    """Our choice: 400 lines is the most; more than 300 usually holds two ideas."""
    found = []
    for path in (
        file for name in ("ckanext", "tests", "bench") for file in sources(PROJECT / name)
    ):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE_LINES:
            found.append(f"{short(path)} has {lines} lines, more than {LONGEST_FILE_LINES}")
    complain(found)


def test_ckan_requirements_when_compared_then_are_those_of_the_installed_ckan() -> None:
    try:
        required = importlib.metadata.requires("ckan") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("needs CKAN installed: the extra `embedded`")
    theirs = {
        line.split(";")[0].strip().replace("psycopg2==", "psycopg2-binary==")
        for line in required
        if 'extra == "requirements"' in line
    }
    text = (PROJECT / "ckan-requirements.txt").read_text(encoding="utf-8")
    ours = {line for line in text.splitlines() if line and not line.startswith("#")}
    assert ours == theirs
