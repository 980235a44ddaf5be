"""The terms and prefixes of the CSVW context, which metadata may use and may not change.

Sources: https://www.w3.org/ns/csvw.jsonld (kept as context.json beside this file); Metadata
Vocabulary for Tabular Data, 5.8.1 Names of Common Properties.
"""

from __future__ import annotations

import json
from pathlib import Path

from .datatypes.builtin import BUILTINS

CSVW_CONTEXT = "http://www.w3.org/ns/csvw"
CSVW = "http://www.w3.org/ns/csvw#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

_context = json.loads(Path(__file__).with_name("context.json").read_text(encoding="utf-8"))
PREFIXES: dict[str, str] = _context["prefixes"]
TERMS: dict[str, str] = _context["terms"] | {name: one.iri for name, one in BUILTINS.items()}


def expand_prefix(name: str) -> str:
    """Return ``name`` with a known prefix replaced by its IRI, else ``name`` as it is."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return name


def expand(name: str) -> str:
    """Return the absolute IRI of a term or prefixed name; other names stay as they are."""
    return TERMS.get(name) or expand_prefix(name)
