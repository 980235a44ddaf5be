"""The actions on who the authorities are, and where."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ..geography import outlines
from ..organisations import council


@tk.side_effect_free
def civic_harmonise_area_outlines(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the outlines of the authorities as GeoJSON, for drawing.

    :returns: a FeatureCollection; each feature has ``code`` and ``name`` as properties and a
        MultiPolygon in degrees of WGS 84, longitude first; ``attribution`` says whose data it is
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    return outlines()


@tk.side_effect_free
def civic_harmonise_council_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the council of the registry that a name, a code or an address means.

    :param id: a whole name, a GSS code or an address of the council; a part of a name is no match
    :returns: ``name``, ``uri`` and ``area``, the GSS code of the area that it governs
    :raises NotFound: when the registry knows no such council
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    found = council(str(tk.get_or_bust(data_dict, "id")))
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such council in the registry."))
    return {"name": found.name, "uri": found.uri, "area": found.gss}
