"""Grants and property as Trafford publishes them, in the columns of 360Giving and of the LGA."""

from __future__ import annotations

from random import Random

from .places import grid_position, wgs84
from .tables import csv_bytes

FOLDER = "traffordDataLab__council_open_data/transparency_code"
GROUPS = ["Sample Children's Choir", "Brook Gardeners", "Meadow Lunch Club", "Weir Rowing Club"]
GRANT_COLUMNS = (
    "Identifier,Title,Description,Currency,Amount Applied For,Amount Awarded,Amount Disbursed,"
    "Award Date,URL,Planned Dates:Start Date,Planned Dates:End Date,"
    "Planned Dates:Duration (months),Recipient Org:Identifier,Recipient Org:Name,"
    "Recipient Org:Charity Number,Recipient Org:Company Number,Recipient Org:Street Address,"
    "Recipient Org:City,Recipient Org:County,Recipient Org:Country,Recipient Org:Postal Code,"
    "Recipient Org:Description,Recipient Org:Web Address,Beneficiary Location:Name,"
    "Beneficiary Location:Country Code,Beneficiary Location:Latitude,"
    "Beneficiary Location:Longitude,Beneficiary Location:Geographic Code,"
    "Beneficiary Location:Geographic Code Type,Funding Org:Identifier,Funding Org:Name,"
    "Funding Org:Department,Grant Programme:Code,Grant Programme:Title,Grant Programme:URL,"
    "From an open call?,Related Activity,Last modified,Data Source"
)


def grants() -> bytes:
    """16 grants; most of the columns of the standard are empty."""
    random = Random("trafford grants")
    columns = GRANT_COLUMNS.split(",")
    rows = []
    for number in range(16):
        group = GROUPS[number % len(GROUPS)]
        grant = {
            "Identifier": f"360G-traffordmbc-SAMPLE{number:04d}",
            "Title": f"Voluntary Sector Grant to {group}",
            "Description": "Weekly meetings that everybody can join",
            "Currency": "GBP",
            "Amount Awarded": random.randint(200, 5000),
            "Award Date": f"2013-{number % 12 + 1:02d}-18",
            "Planned Dates:Duration (months)": 12,
            "Recipient Org:Identifier": f"360G-trafford-sample_{number % len(GROUPS)}",
            "Recipient Org:Name": group,
            "Recipient Org:Country": "England",
            "Beneficiary Location:Name": "Trafford",
            "Beneficiary Location:Country Code": "GB",
            "Beneficiary Location:Geographic Code": "E08000009",
            "Beneficiary Location:Geographic Code Type": "MD",
            "Funding Org:Identifier": "GB-LAE-TRF",
            "Funding Org:Name": "Trafford Metropolitan Borough Council",
            "Funding Org:Department": "Partnerships and Communities",
            "Grant Programme:Code": "VSG",
            "Grant Programme:Title": "Voluntary Sector Grants",
            "From an open call?": "Yes",
            "Last modified": "2022-05-03T18:09:56Z",
            "Data Source": "https://www.trafford.gov.uk/",
        }
        rows.append([grant.get(column, "") for column in columns])
    return csv_bytes(GRANT_COLUMNS, rows)


def land() -> bytes:
    """12 properties; a council's own words for tenure and use."""
    random = Random("trafford land")
    organisation = "https://opendatacommunities.org/id/metropolitan-district-council/trafford"
    kinds = ["Buildings", "Land", "Land/Buildings"]
    details = ["Owner Occupied", "Leasehold Out", "Vacant"]
    rows = []
    for number in range(1, 13):
        latitude, longitude = wgs84(*grid_position("trafford", random))
        rows.append([
            "Trafford Council", organisation, "2023-09-29", 100000000000 + number,
            f"SAMPLE{number:04d}", f"Sample House {number}", number, "Meadow Road", "Sale",
            f"M33 {number % 9}GE", "WGS84", f"{longitude:.7f}", f"{latitude:.7f}",
            "Freehold" if number % 4 else "Leasehold", details[number % 3], "",
            kinds[number % 3], "" if number % 3 == 1 else 400 + number,
            40 + number if number % 3 else "", "BCD"[number % 3] if number % 2 else "",
        ])  # fmt: skip
    header = (
        "OrganisationLabel,OrganisationURI,EffectiveDate,UPRN,AssetCode,PropertyName,StreetNumber,"
        "StreetName,PostTown,PostCode,CoordinateReferenceSystem,GeoX,GeoY,TenureType,TenureDetail,"
        "OtherDetail,HoldingType,BuildingSize,LandArea,EnergyRating"
    )
    return csv_bytes(header, rows)


FILES = {
    f"{FOLDER}/grants/trafford_council_voluntary_sector_grants.csv": grants,
    f"{FOLDER}/local_authority_land/trafford_land_and_building_assets.csv": land,
}
