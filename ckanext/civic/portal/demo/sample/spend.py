"""A month of payments as Manchester and Trafford export them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .tables import csv_bytes, gzipped

FOLDER = "GMDSP-Linked-Data__Expenditure/expenditure"
# The councils write the same companies differently: one supplier each, once harmonised.
SHARED_SUPPLIERS = [
    ("Sample Energy Plc", "SAMPLE ENERGY PLC"),
    ("Northern Stationers Ltd", "Northern Stationers Limited"),
    ("Canal Cleaning Ltd", "CANAL CLEANING LTD"),
]


def manchester(month: str = "09.2014") -> bytes:
    """80 payments over £500; cp1252, a pound sign and thousands commas in the amount."""
    random = Random(f"manchester spend {month}")
    own = ["City Hospitality Ltd", "Redacted Personal Information", "Irwell Sample School"]
    suppliers = [pair[0] for pair in SHARED_SUPPLIERS] + own
    rows = [
        [
            "Manchester City Council",
            random.choice(["Adult Social Care", "Chief Executives", "Corporate Services"]),
            random.choice(["Agency staff provision", "Furniture", "Payments for services"]),
            f"{random.randint(1, 28):02d}.{month}",
            1904000000 + number // 2,  # two lines can share one transaction number
            f"£{_amount(random, 500):,}",
            random.choice(suppliers),
        ]
        for number in range(80)
    ]
    header = (
        "Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,Net Amount,"
        "Supplier Name"
    )
    return csv_bytes(header, rows, encoding="cp1252")


def trafford() -> bytes:
    """120 payments of any size with credits; UTF-8 with a byte order mark, gzipped."""
    random = Random("trafford spend")
    own = ["Redacted Personal Data", "Bridgewater Sample Transport Ltd"]
    suppliers = [pair[1] for pair in SHARED_SUPPLIERS] + own
    rows = []
    for number in range(120):
        supplier = random.choice(suppliers)
        is_redacted = supplier.startswith("Redacted")
        amount = _amount(random, 1) * (-1 if number % 20 == 0 else 1)
        rows.append([
            "http://statistics.data.gov.uk/id/local-authority/00BU", "Trafford",
            f"{random.randint(1, 30):02d}/09/2014", 1901000000 + number // 3,
            f"INV{number:05d}", f"{amount:,}", supplier, 100000 + suppliers.index(supplier), "",
            random.choice(["LEAVING CARE TEAM", "PLACEMENT FOSTERING"]),
            random.choice(["STATIONERY", "CATERING PROVISIONS"]), 230849, "", "341100",
            "STATIONERY : Paper", "Redacted Personal Data" if is_redacted else "Paper",
        ])  # fmt: skip
    header = (
        "Body,Body name,Date,Transaction number,Invoice Number,Amount,Supplier Name,Supplier ID,"
        "VAT Registration Number,Expense Area,Expense Type,Expense Code,BVACOP,ProClass,"
        "ProClass Description,Extended Description"
    )
    return gzipped(csv_bytes(header, rows, encoding="utf-8-sig"))


def _amount(random: Random, least_pounds: int) -> Decimal:
    return Decimal(random.randint(least_pounds * 100, 500_000)) / 100


FILES = {
    f"{FOLDER}/manchester/Manchester_September_2014.csv": manchester,
    f"{FOLDER}/trafford/Trafford_September_2014.csv.gz": trafford,
    "GMDSP-Linked-Data__RDF-work-in-progress/expenditure/manchester/spendover500.csv": (
        lambda: manchester("04.2013")
    ),
}
