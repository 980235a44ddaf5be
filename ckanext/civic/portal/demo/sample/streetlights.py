"""Street lights as Manchester, Salford and Trafford export them: no two alike."""

from __future__ import annotations

from random import Random

from .places import grid_position, osgb36
from .tables import csv_bytes

STREETS = ["Acacia Avenue", "Brook Road", "Canal Street", "Dale Lane", "Elm Grove", "Ferry Road"]
FOLDER = "GMDSP-Linked-Data__StreetLighting/streetlights"


def manchester() -> bytes:
    """60 lights; the lamp's type and watts share one code (``70SONT``)."""
    random = Random("manchester street lights")
    lamps = [("70SONT", 70), ("55PLL", 55), ("70CDMT", 70), ("150SONT", 150), ("100CDMTT", 100)]
    rows = []
    for number in range(1, 61):
        lamp, watts = random.choice(lamps)
        easting, northing = grid_position("manchester", random)
        unit, place = f"{number:04d}A", f"O/S {random.randint(1, 90)}"
        label = f"Streetlight Unit: {unit} at {place}"
        rows.append([
            1000 + number, random.choice(STREETS), label, unit, "L", place, lamp,
            random.choice([6, 8, 10]), easting, northing, 5000 + number, 1, 1, watts,
        ])  # fmt: skip
    header = (
        "OBJECTID,STREET,Address label,UNITNO,UNITTYPE,LOCATION,LAMP,COLHEIGHT,EASTING,NORTHING,"
        "UNITID,ELIGIBLE,MAINTYN,LAMPWATTS"
    )
    return csv_bytes(header, rows)


def salford() -> bytes:
    """50 lights; lamps in words, watts and heights as numbers."""
    random = Random("salford street lights")
    lamps = [
        ("LED Street Light", "SL - Column (LED)", 43),
        ("High P Sodium (T)", "SL - Column", 70),
        ("Low P Sodium", "SL - Column", 35),
        ("Cosmopolis", "SL - Column", 60),
    ]
    rows = []
    for number in range(1, 51):
        lamp, feature, watts = random.choice(lamps)
        easting, northing = grid_position("salford", random)
        street, height = random.choice(STREETS), random.choice([5, 6, 8])
        asset = ("LED " if "LED" in lamp else "") + f"Lighting Column {height}m"
        rows.append([
            number, street, f"Streetlight ID {number} on {street}", "",
            f"COL/017/005/{number:04d}", asset, "Petitjean", feature, "Thorn", lamp, watts,
            "Dimmed to 76%" if "LED" in lamp else "", f"Level {random.randint(1, 4)}", 1,
            "Swinton", random.choice(["Ordsall", "Broughton", "Langworthy"]), height, easting,
            northing,
        ])  # fmt: skip
    header = (
        "id,RoadName,Address label,Location,Feature ID,Asset Type,Column Manufacturer,"
        "Feature Type (Confirm),Lantern Manufacturer,Lamp Type,Lamp Wattage,"
        "Dimming Classification,Condition,Eligible Supply,Town,Ward,Mounting Height,"
        "Easting,Northing"
    )
    return csv_bytes(header, rows)


def trafford() -> bytes:
    """40 lights; no lamp at all, and latitude and longitude on OSGB36."""
    random = Random("trafford street lights")
    rows = []
    for number in range(1, 41):
        easting, northing = grid_position("trafford", random)
        latitude, longitude = osgb36(easting, northing)
        street, identifier = random.choice(STREETS), 40000 + number
        location = f"T-40-490-01+4100{number:04d}-03"
        rows.append([
            number, f"{location}/5015{number:04d}", location, f"01{identifier:017d}", identifier,
            41000000 + number, street, f"{number} {street}", easting, northing,
            f"COL NO {number} O/S NO {number + 20}", random.randint(1, 80), number,
            f"Col No {number} O/s No {number + 20}, {street}", f"{location}/5015{number:04d}",
            f"{longitude:.6f}", f"{latitude:.6f}",
        ])  # fmt: skip
    header = (
        "INVNO,FUNCTIONAL_LOCATION,SUPERIOR_FUNCLOC,OBJECT_NUMBER,ID2,USRN,STREET_NAME,"
        "Address label,EASTING,NORTHING,FUNCLOCDESCRIP,ROUTE,TITLE,DESCRIPTION,KEY_VALUE,"
        "Longitude,Latitude"
    )
    return csv_bytes(header, rows)


def salford_earlier() -> bytes:
    """30 rows of an earlier extract: other headers with trailing spaces, units in the values."""
    random = Random("salford earlier extract")
    rows = [
        [
            random.choice(STREETS).upper(), "UNASSIGNED", f"COL/035/002/{number:04d}",
            "LED Lighting Column 5m", "Steel", "SL - Column (LED)", "Thorn", "LED Street Light",
            "14 watts", "Dimmed to 80%", "Level 4", "Yes", "Salford 7", "Broughton Ward", "5m",
            "M7 1AA",
        ]
        for number in range(1, 31)
    ]  # fmt: skip
    header = (
        "ROADNAME,LOCATION,FEATURE ID,ASSET TYPE,Column Material   ,Feature Type,"
        "Lantern Manufacturer   ,LAMP TYPE,LAMP WATTAGE,Dimming Classification   ,CONDITION,"
        "ELIGIBLE Supply,TOWN,WARD,Mounting Height   ,POSTCODE"
    )
    return csv_bytes(header, rows)


FILES = {
    f"{FOLDER}/manchester/streetlights_sample.csv": manchester,
    f"{FOLDER}/salford/streetlights_sample.csv": salford,
    f"{FOLDER}/trafford/streetlights_sample.csv": trafford,
    "GMDSP-Linked-Data__RDF-work-in-progress/streetlights/salford/St_Light_first1500.csv": (
        salford_earlier
    ),
}
