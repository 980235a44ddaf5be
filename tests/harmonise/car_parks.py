"""A council's car parks as the council writes them."""

from __future__ import annotations

HEADER = "Name,Type,Operator,URL,Location,Address,Postcode,Latitude,Longitude\n"
BLACKFRIARS = (
    "Blackfriars Street,Pay and Display,Salford City Council,http://salford.example/1,"
    "City,Blackfriars Street,M3 5AL,53.4845,-2.2597\n"
)
CHURCH_STREET = (
    "Church Street,Free,Salford City Council,http://salford.example/2,"
    "Eccles,Church Street,M30 0DF,53.4832,-2.3350\n"
)
CAR_PARKS = HEADER + BLACKFRIARS + CHURCH_STREET
OUTPUT_KINDS = ["canonical-csv", "csvw", "nquads"]
