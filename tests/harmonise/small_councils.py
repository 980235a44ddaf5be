"""Small files of invented councils, in the columns of the real ones."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.harmonise.pipeline import (
    Names,
    Report,
    harmonise,
    load_crosswalk,
    parse_crosswalk,
)

NAMES = Names("http://salford.example", "http://hub.example", "salford", "the-dataset")

LIGHTS_HEADER = (
    "INVNO,FUNCTIONAL_LOCATION,SUPERIOR_FUNCLOC,OBJECT_NUMBER,ID2,USRN,STREET_NAME,Address label,"
    "EASTING,NORTHING,FUNCLOCDESCRIP,ROUTE,TITLE,DESCRIPTION,KEY_VALUE,Longitude,Latitude\n"
)
SPEND_HEADER = (
    "Body,Body name,Date,Transaction number,Invoice Number,Amount,Supplier Name,Supplier ID,"
    "VAT Registration Number,Expense Area,Expense Type,Expense Code,BVACOP,ProClass,"
    "ProClass Description,Extended Description\n"
)
PARKING_HEADER = "Name,Location,Type,Address,Postcode,Operator,URL,Latitude,Longitude\n"
LAMPS = """
id: lamps
model: streetlights
title: Lamps
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Id]}
fields:
  identifier: Id
  lamp_type: {column: Lamp, codes: {high-pressure-sodium: [SON], low-pressure-sodium: [SOX]}}
"""


def light(id: str, easting: str, northing: str, longitude: str = "", latitude: str = "") -> str:
    """Return a row in the columns of Trafford's lights."""
    return (
        f"1,T-1/{id},T-1,0{id},{id},4100,High Street,1 High Street,{easting},{northing},"
        f"COL 1,7,1,Col 1,T-1/{id},{longitude},{latitude}\n"
    )


def payment(
    transaction: str,
    amount: str,
    supplier: str = "Acme Ltd",
    supplier_id: str = "77001",
    day: str = "03/09/2014",
    words: str = "",
) -> str:
    """Return a row in the columns of Trafford's spend."""
    return (
        f'http://x,Trafford,{day},{transaction},INV1,"{amount}",{supplier},{supplier_id},'
        f"GB391085740,LIBRARIES,BOOKS,2203,,,,{words}\n"
    )


def car_park(name: str, kind: str = "Pay and Display", position: str = "53.4845,-2.2597") -> str:
    """Return a row in the columns of Salford's car parks."""
    return f"{name},City,{kind},1 High Street,M3 5AL,Council,http://salford.example/1,{position}\n"


def run(folder: Path, text: str, crosswalk: str, codec: str = "utf-8") -> tuple[Report, Path]:
    """Harmonise a text; return the report and the folder of the result."""
    source = folder / "file.csv"
    source.write_bytes(text.encode(codec))
    out = folder / "out"
    return harmonise(source, load_crosswalk(crosswalk), NAMES, out), out


def run_with(folder: Path, text: str, crosswalk: str) -> tuple[Report, Path]:
    """Harmonise a text by the YAML of a crosswalk."""
    source = folder / "file.csv"
    source.write_text(text)
    out = folder / "out"
    return harmonise(source, parse_crosswalk(crosswalk), NAMES, out), out
