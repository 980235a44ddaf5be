"""``wkt: {crs, swap_axes}``: a shape as WKT in WGS 84, longitude before latitude."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from ..projections import WGS84
from ..shapes import reproject
from .registry import Step, parameters, transform


@transform("wkt")
def wkt(given: Any) -> Step:
    """Return a step that reads WKT or EWKT in ``crs`` (default WGS 84) and converts each vertex.

    ``swap_axes`` says that latitude or northing comes first. Nothing is simplified.
    """
    options = parameters(given, crs=WGS84, swap_axes=False)
    crs, swap_axes = str(options["crs"]), bool(options["swap_axes"])

    def step(text: str) -> str:
        try:
            return reproject(text, crs, swap_axes=swap_axes)
        except ValueError as error:
            raise ValueProblem(str(error)) from None

    return step
