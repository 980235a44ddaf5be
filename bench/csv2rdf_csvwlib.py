"""Convert with csvwlib in its environment: ``python csv2rdf_csvwlib.py TABLE METADATA OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

from csvwlib.converter.CSVWConverter import CSVWConverter  # pyright: ignore


def main(table: str, metadata: str, output: str) -> None:
    """Write the N-Triples of the table at one address, described at the other."""
    text = CSVWConverter.to_rdf(table, metadata_url=metadata, mode="minimal", format="nt")
    Path(output).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
