"""The tables of this package, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ModelError
from ..yaml_files import read_yaml


@lru_cache
def read_table(name: str) -> dict[str, Any]:
    """Return the mapping in ``{name}.yaml`` beside this module."""
    return read_yaml(Path(__file__).with_name(f"{name}.yaml"), ModelError)


def weights(part: str) -> dict[str, float]:
    """Return one group of weights.yaml."""
    return read_table("weights")[part]


def number(name: str) -> float:
    """Return one number of weights.yaml."""
    return float(read_table("weights")[name])
