"""Files as councils write them, and what a plain script has to know to publish them."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
GEOSPARQL = "http://www.opengis.net/ont/geosparql#"
LOCN = "http://www.w3.org/ns/locn#"
OS = "http://data.ordnancesurvey.co.uk/ontology/spatialrelations/"
DCTERMS = "http://purl.org/dc/terms/"
PAYMENT = "http://reference.data.gov.uk/def/payment#"
ORG = "http://www.w3.org/ns/org#Organization"
_SITE, _HUB = "https://data.example.org", "https://data.example.org/def"
_LIGHTS, _SPEND = f"{_HUB}/streetlights", f"{_HUB}/spend"
_LAMPS = {"SONT": "high-pressure-sodium", "SOX": "low-pressure-sodium", "LED": "led",
          "PLL": "compact-fluorescent", "CDMT": "ceramic-metal-halide"}  # fmt: skip
_COLUMNS = {"L": "lighting-column", "W": "wall", "S": "sign", "B": "bollard"}


def write_lights(path: Path, rows: int) -> None:
    """Write street lights in the columns of Manchester's file."""
    random.seed(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("OBJECTID", "UNITID", "UNITNO", "STREET", "LOCATION", "LAMP", "LAMPWATTS",
                         "UNITTYPE", "COLHEIGHT", "ELIGIBLE", "EASTING", "NORTHING",
                         "Address label", "MAINTYN"))  # fmt: skip
        for number in range(rows):
            watts, unit = random.choice((35, 55, 70, 150)), number % 90
            road = f"Road {random.randrange(2000)}"
            writer.writerow((
                5_000_000 + number, 80_000 + number, unit, road, f"O/S {unit}",
                f"{watts}{random.choice(list(_LAMPS))}", watts, random.choice(list(_COLUMNS)),
                random.choice((5, 6, 8, 10)), random.choice("01"),
                f"{383_000 + random.random() * 3000:.2f}",
                    f"{395_000 + random.random() * 3000:.2f}",
                f"{unit} {road}", "Y",
            ))  # fmt: skip


def lights_plan() -> dict[str, Any]:
    """Return the plan for `write_lights`: by column, what statement it makes."""
    return {
        "key": ["OBJECTID"],
        "base": f"{_SITE}/id/manchester/streetlights/",
        "class": f"{_LIGHTS}/Streetlight",
        "graph": f"{_SITE}/graph/manchester/streetlights",
        "label": "Street light {OBJECTID}, {STREET}",
        "literals": {
            "OBJECTID": f"{DCTERMS}identifier", "UNITID": f"{_LIGHTS}/assetReference",
            "UNITNO": f"{_LIGHTS}/unitNumber", "LOCATION": f"{DCTERMS}description",
            "LAMP": f"{_LIGHTS}/lampCode", "UNITTYPE": f"{_LIGHTS}/columnCode",
        },
        "decimals": {"LAMPWATTS": f"{_LIGHTS}/wattage", "COLHEIGHT": f"{_LIGHTS}/mountingHeight",
                     "EASTING": f"{OS}easting", "NORTHING": f"{OS}northing"},
        "codes": {
            "LAMP": {"property": f"{_LIGHTS}/lampType", "base": f"{_LIGHTS}/lamp-type/",
                     "take": r"\d+(\w+)", "table": _LAMPS},
            "UNITTYPE": {"property": f"{_LIGHTS}/columnType", "base": f"{_LIGHTS}/column-type/",
                         "take": "(.*)", "table": _COLUMNS},
        },
        "address": {"STREET": f"{LOCN}thoroughfare"},
        "grid": ["EASTING", "NORTHING"],
    }  # fmt: skip


def write_spend(path: Path, rows: int) -> None:
    """Write payments in the columns of Trafford's file of 2014; a tenth are credits."""
    random.seed(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Body", "Body name", "Date", "Transaction number", "Invoice Number",
                         "Amount", "Supplier Name", "Supplier ID", "VAT Registration Number",
                         "Expense Area", "Expense Type", "Expense Code", "BVACOP", "ProClass",
                         "ProClass Description", "Extended Description"))  # fmt: skip
        for number in range(rows):
            supplier = random.randrange(8000)
            amount = f"{random.choice((1, 1, 1, -1)) * random.randrange(50_000, 900_000) / 100:.2f}"
            writer.writerow((
                "http://x", "Trafford", f"{random.randrange(1, 29):02}/09/2014", number,
                f"I{number}", amount, f"Supplier {supplier} Ltd", supplier, "",
                f"Area {number % 60}",
                f"Type {number % 300}", 2000 + number % 300, "", "", "", "",
            ))  # fmt: skip


def spend_plan() -> dict[str, Any]:
    """Return the plan for `write_spend`."""
    return {
        "key": ["Transaction number"],
        "line": ["Date", "Amount", "Expense Area", "Expense Code", "ProClass"],
        "base": f"{_SITE}/id/trafford/spend/",
        "class": f"{_SPEND}/Payment",
        "graph": f"{_SITE}/graph/trafford/spend",
        "literals": {
            "Body name": f"{_SPEND}/organisationName", "Expense Type": f"{_SPEND}/purpose",
            "Expense Area": f"{_SPEND}/organisationalUnit", "Supplier ID": f"{_SPEND}/supplierId",
            "Expense Code": f"{PAYMENT}expenditureCode", "Supplier Name": f"{_SPEND}/supplierName",
            "Transaction number": f"{PAYMENT}reference",
        },
        "decimals": {"Amount": f"{PAYMENT}netAmount"},
        "dates": {"Date": f"{DCTERMS}date"},
        "codes": {},
        "address": {},
        "things": {"Supplier Name": {"property": f"{PAYMENT}payee", "class": ORG,
                                     "base": f"{_SITE}/id/supplier/"}},
    }  # fmt: skip
