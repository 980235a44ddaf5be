"""The other tables that the councils publish, of places, applications and numbers."""

from __future__ import annotations

import json
from random import Random

from .places import grid_position, wgs84
from .tables import csv_bytes, gzipped

WORK_IN_PROGRESS = "GMDSP-Linked-Data__RDF-work-in-progress"
TRAFFORD = "traffordDataLab__council_open_data"
TRAFFORD_LAB = "traffordDataLab__open_data"
SITES = ["Plot Lane", "Meadow", "Riverside", "Old Orchard", "Hill Top", "Brook"]


def manchester_allotments() -> bytes:
    """6 sites with HTML and line breaks inside cells."""
    random = Random("manchester allotments")
    access = "Yes - some plots at this allotment have raised bed access"
    rows = []
    for site in SITES:
        latitude, longitude = wgs84(*grid_position("manchester", random))
        rows.append([
            f"{site} allotments", f"{site}, M18 8TL", access if site in SITES[::2] else "",
            "Large\nSmall", "Class A 23p per m²\nClass B 22p per m²",
            '<p><a href="/handbook">Handbook</a></p>', "", "", f"{latitude:.6f},{longitude:.6f}",
        ])  # fmt: skip
    header = (
        "Name,Address,Disabled access,Plot sizes,Rent,Guidance,Application,External link,Location"
    )
    return csv_bytes(header, rows)


def salford_planning() -> bytes:
    """12 applications, gzipped."""
    rows = [
        [
            f"12/61{number:03d}/HH", f"{number} Church Street Eccles M30 0BJ", "HH", "Householder",
            "04/01/2012 00:00", "Erection of a single storey rear extension", "PER", "Approve",
            "10/02/2012 00:00", "Q21", "Householder developments", "EC", "Eccles",
            f"KEY{number:05d}", "M30 0BJ",
        ]
        for number in range(12)
    ]  # fmt: skip
    header = (
        "REFERENCE,LOCATION,APP TYPE,APP TYPE DECODE,VALIDATION DATE,PROPOSAL,RECOMMENDATION,"
        "RECOMMENDATION DECODE,DATEDECISS,DEVELOPMENT TYPE,DEVELOPMENT TYPE DECODE,WARD,"
        "WARD DECODE,KEYVAL,Postcode"
    )
    return gzipped(csv_bytes(header, rows))


def trafford_plots() -> bytes:
    """6 sites with their plots."""
    rows = [[site, 30 + n, 28 + n, 0, 2, 0, 5 * n] for n, site in enumerate(SITES)]
    header = "Allotment,Plots,In use,untenable,Vacant,Notice,Waiting"
    return csv_bytes(header, rows)


def trafford_prompt_payment() -> bytes:
    """5 financial years."""
    organisation = "https://opendatacommunities.org/id/metropolitan-district-council/trafford"
    rows = [
        ["Trafford Council", organisation, f"{year + 1}-03-31", f"{year}/{year % 100 + 1}",
         90 + year % 7, 0, 30000 + year, 2000 + year % 100]
        for year in range(2018, 2023)
    ]  # fmt: skip
    header = (
        "OrganisationLabel,OrganisationURI,EffectiveDate,FinancialYear,ProportionPaidOnTime,"
        "InterestPaid,LiableInterest,NumberNotPaidOnTime"
    )
    return csv_bytes(header, rows)


def trafford_cctv() -> bytes:
    """10 cameras."""
    random = Random("trafford cctv")
    rows = []
    for number in range(10):
        latitude, longitude = wgs84(*grid_position("trafford", random))
        rows.append([1001 + number, f"Sample Way {number}", "Sale", "E05015250",
                     f"{longitude:.6f}", f"{latitude:.6f}"])  # fmt: skip
    return csv_bytes("camera_id,location,area_name,area_code,lon,lat", rows)


def trafford_population() -> bytes:
    """3 wards by 10 ages."""
    wards = [("E05000819", "Altrincham"), ("E05000820", "Ashton"), ("E05000821", "Bowdon")]
    rows = [
        [f"{code}-{age}-2013", code, name, "Population Estimate", 2013, age, 150 + age]
        for code, name in wards
        for age in range(10)
    ]
    return csv_bytes("ID,AreaCode,AreaName,Category,Period,Age,Count", rows)


def _stations() -> list[dict[str, object]]:
    random = Random("water level stations")
    stations = []
    for number in range(5):
        latitude, longitude = wgs84(*grid_position("trafford", random))
        stations.append({
            "station_name": f"Sample Weir {number}",
            "station_reference": 690000 + number,
            "lon": round(longitude, 6),
            "lat": round(latitude, 6),
            "river_name": "River Mersey",
            "measure": "Water level",
            "unit": "Metres",
        })  # fmt: skip
    return stations


def stations_csv() -> bytes:
    """5 stations as CSV."""
    stations = _stations()
    return csv_bytes(",".join(stations[0]), [list(station.values()) for station in stations])


def stations_geojson() -> bytes:
    """The same 5 stations as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": station,
            "geometry": {"type": "Point", "coordinates": [station["lon"], station["lat"]]},
        }
        for station in _stations()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1).encode()


_WATER = (
    f"{TRAFFORD_LAB}/water_level_monitoring/water_level_monitoring_stations_trafford_and_environs"
)

FILES = {
    f"{WORK_IN_PROGRESS}/allotments/manchester/allotments.csv": manchester_allotments,
    f"{WORK_IN_PROGRESS}/planning/salford/planning.csv.gz": salford_planning,
    f"{WORK_IN_PROGRESS}/allotments/trafford/allotment-stats-Q42014.csv": trafford_plots,
    f"{TRAFFORD}/prompt_payment/prompt_payment.csv": trafford_prompt_payment,
    f"{TRAFFORD}/assets/cctv/trafford_cctv_cameras.csv": trafford_cctv,
    "GMDSP-Linked-Data__GenericStatsCube/stats/population/trafford_ward_age_2013.csv": (
        trafford_population
    ),
    f"{_WATER}.csv": stations_csv,
    f"{_WATER}.geojson": stations_geojson,
}
