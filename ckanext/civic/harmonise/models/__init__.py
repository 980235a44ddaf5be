"""Shared models: declarative YAML files and their loader."""

from .loader import list_models, load_model
from .model import Code, CodeList, Field, Link, Model, Part

__all__ = ["Code", "CodeList", "Field", "Link", "Model", "Part", "list_models", "load_model"]
