"""The words that the pages' scripts show, in the reader's language.

English is the key, as in the scripts (``frontend/src/texts.js``).
"""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def map_texts() -> dict[str, str]:
    """Return the words of the map."""
    return {
        "Map": tk._("Map"),
        "Key of the map": tk._("Key of the map"),
        "all others": tk._("all others"),
        "{count} place on the map.": tk._("{count} place on the map."),
        "{count} places on the map.": tk._("{count} places on the map."),
        "{count} shape on the map.": tk._("{count} shape on the map."),
        "{count} shapes on the map.": tk._("{count} shapes on the map."),
        "Arrow keys move the map, plus and minus zoom, Escape closes what is open.": tk._(
            "Arrow keys move the map, plus and minus zoom, Escape closes what is open."
        ),
        "The place as a list ({count})": tk._("The place as a list ({count})"),
        "The places as a list ({count})": tk._("The places as a list ({count})"),
        "Show more places": tk._("Show more places"),
        "Show on the map": tk._("Show on the map"),
        "Show {label} on the map": tk._("Show {label} on the map"),
    }
