"""A CSVW processor: tables and their metadata to RDF, by the standard's text.

``Converter`` turns rows into N-Triples or N-Quads; ``csv2rdf`` does all from files and addresses.
It is the one engine by which harmonised tables are published.

Sources: https://www.w3.org/TR/tabular-data-model/, https://www.w3.org/TR/tabular-metadata/,
https://www.w3.org/TR/csv2rdf/
"""

from __future__ import annotations

from .csv2rdf import csv2rdf
from .errors import CsvwError, InvalidMetadata
from .rdf.converter import Converter

__all__ = ["Converter", "CsvwError", "InvalidMetadata", "csv2rdf"]
