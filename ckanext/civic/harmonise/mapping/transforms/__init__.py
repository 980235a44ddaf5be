"""Steps of the crosswalk language, one a file; a new file is found by itself."""

from .registry import Step, make_step, transform, transforms

__all__ = ["Step", "make_step", "transform", "transforms"]
