"""Tables that detectors look things up in: YAML files beside this module."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=8)
def load_table(name: str) -> Any:
    """Return the content of ``<name>.yaml``; it is read once a process and must not be changed."""
    text = files("ckanext.civic.certificate.evidence").joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)
