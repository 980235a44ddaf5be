"""Files with people in them, whose names must stay inside: every name and number is invented.

Telephone numbers are from the ranges that Ofcom keeps free for drama.
"""

from __future__ import annotations

from random import Random

from .places import grid_position
from .tables import csv_bytes

FOLDER = "GMDSP-Linked-Data__RDF-work-in-progress/allotments"
FACILITIES = ["Water only", "No facilities", "Water, toilets, lock ups", "Water only, Pigeon plots"]


def salford() -> bytes:
    """8 allotment sites with their secretaries."""
    random = Random("salford allotment contacts")
    rows = [
        [
            f"Plot Lane {number} Allotments", f"Plot Lane {number}, Swinton M27 0FU", "Worsley",
            FACILITIES[number % len(FACILITIES)], *grid_position("salford", random),
            "Not Known" if number == 3 else 20 + number, name,
            f"0161 496 00{number:02d}", f"secretary{number}@example.org",
        ]
        for number, name in enumerate(_names(8, "Alan Holloway"))
    ]  # fmt: skip
    header = (
        "Name,Address,Ward,Facilities,Easting,Northing,Plots,Contact,Contact_Phone,Contact_Email"
    )
    return csv_bytes(header, rows)


def trafford() -> bytes:
    """8 allotment sites with their contacts."""
    random = Random("trafford allotment contacts")
    rows = [
        [
            f"AssetAllot{number:03d}", f"Meadow {number} Allotments", "Allotments",
            f"Meadow {number} Allotments", name, f"0161 496 01{number:02d}",
            *grid_position("trafford", random), 0,
        ]
        for number, name in enumerate(_names(8, "Mr S Kettlewold"))
    ]  # fmt: skip
    header = (
        "Allotments,Name,Type(2014),Name(2014),Contact Name(2014),Phone(2014),X Coord(2014),"
        "Y Coord(2014),Street View(2014)"
    )
    return csv_bytes(header, rows)


def _names(count: int, first: str) -> list[str]:
    given = ["Beth", "Carl", "Dora", "Evan", "Fay", "Glyn", "Hana"]
    return [first, *(f"{name} Sampleworth" for name in given)][:count]


FILES = {
    f"{FOLDER}/salford/allotments_masked.csv": salford,
    f"{FOLDER}/trafford/allotments_masked.csv": trafford,
}
