"""Car parks as Manchester, Salford and Trafford export them."""

from __future__ import annotations

from random import Random

from .places import grid_position, wgs84
from .tables import csv_bytes

WORK_IN_PROGRESS = "GMDSP-Linked-Data__RDF-work-in-progress/parking"


def manchester() -> bytes:
    """12 sites; spaces only in the name, position in one cell, CR line ends."""
    random = Random("manchester parking")
    kinds = ["Surface Car Park", "Multi Storey Car Park", "Motorcycle", "Disabled parking bays"]
    rows = []
    for number in range(1, 13):
        kind = kinds[number % 4]
        is_bay = kind in ("Motorcycle", "Disabled parking bays")
        street = f"Sample Street {number}"
        latitude, longitude = wgs84(*grid_position("manchester", random))
        rows.append([
            f"{street} - {number} bays" if is_bay else street,
            f"{street}, M1 {number % 9}AA",
            kind,
            "" if is_bay else "0161 496 0100",
            "Manchester City Council" if is_bay else "NCP Manchester Ltd",
            "24hrs" if is_bay else "Monday-Saturday 0800-2000, \nSunday 0800-1800",
            f"{latitude:.6f},{longitude:.6f}",
        ])  # fmt: skip
    header = "Name,Address,Type,Contact,Run by,Opening hours,Location"
    return csv_bytes(header, rows, line_end="\r")


def salford() -> bytes:
    """5 sites; latitude and longitude apart, no number of spaces."""
    random = Random("salford parking")
    rows = []
    for number in range(1, 6):
        latitude, longitude = wgs84(*grid_position("salford", random))
        name = f"Quay {number}"
        rows.append([
            name, "off Chorley Road, Swinton", "Pay and Display", f"Car Park, {name}, Salford",
            f"M27 {number}BD", "Salford City Council",
            "http://www.salford.gov.uk/parking-council.htm", round(latitude, 8),
            round(longitude, 8),
        ])  # fmt: skip
    header = "Name,Location,Type,Address,Postcode,Operator,URL,Latitude,Longitude"
    return csv_bytes(header, rows)


def trafford() -> bytes:
    """6 sites; spaces, disabled spaces and electric vehicle points, but no position."""
    random = Random("trafford parking")
    rows = [
        [
            "Trafford Council",
            "https://opendatacommunities.org/id/metropolitan-district-council/trafford",
            "2024-07-31", f"Meadow Road ({number}), Sale", f"M33 {number}GE",
            random.randint(8, 250), random.randint(0, 12),
            "Pay & Display" if number % 2 else "Free", "FALSE" if number % 2 else "TRUE",
            "TRUE" if number % 2 else "FALSE", random.randint(0, 10),
        ]
        for number in range(1, 7)
    ]  # fmt: skip
    header = (
        "OrganisationLabel,OrganisationURI,EffectiveDate,Location,Postcode,ParkingSpaces,"
        "DisabledParkingSpaces,ParkingRestrictions,FreeParking,ChargeableParking,"
        "ElectricVehiclePoint"
    )
    return csv_bytes(header, rows)


FILES = {
    f"{WORK_IN_PROGRESS}/manchester/parking.csv": manchester,
    f"{WORK_IN_PROGRESS}/salford/CarParks.csv": salford,
    "traffordDataLab__council_open_data/parking/off_street_parking_spaces.csv": trafford,
}
