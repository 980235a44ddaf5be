"""The plugin's blueprints."""

from __future__ import annotations

from .standardise import standardise
from .vocabulary import vocabulary

__all__ = ["standardise", "vocabulary"]
