"""The action on where the authorities are."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ..geography import outlines


@tk.side_effect_free
def civic_harmonise_area_outlines(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the outlines of the authorities as GeoJSON, for drawing.

    :returns: a FeatureCollection; each feature has ``code`` and ``name`` as properties and a
        MultiPolygon in degrees of WGS 84, longitude first; ``attribution`` says whose data it is
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    return outlines()
