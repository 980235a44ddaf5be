"""Holds descriptions against the official shapes, and says in plain words what to mend.

Pure: descriptions come as N-Triples, findings go out as plain values. Shapes are in
``rdf/shapes/``; the words are in ``words.yaml``.
"""

from .addresses import with_credentials
from .check import CHUNK, Subject, checked
from .finding import Finding, Severity
from .results import Result
from .shapes import PROFILES, profile_named
from .words import findings

__all__ = [
    "CHUNK",
    "PROFILES",
    "Finding",
    "Result",
    "Severity",
    "Subject",
    "checked",
    "findings",
    "profile_named",
    "with_credentials",
]
