"""Shared models: declarative YAML files and their loader."""

from .loader import list_models, load_model, parse_model
from .model import (
    ABSENT,
    PERIOD_BASE,
    PRESENT,
    Change,
    Code,
    CodeList,
    Cube,
    Field,
    Geometry,
    Link,
    Model,
    Part,
)

__all__ = [
    "ABSENT",
    "PERIOD_BASE",
    "PRESENT",
    "Change",
    "Code",
    "CodeList",
    "Cube",
    "Field",
    "Geometry",
    "Link",
    "Model",
    "Part",
    "list_models",
    "load_model",
    "parse_model",
]
