"""The names of the files of one result."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EXTENSIONS = re.compile(
    r"\.(?:csv|tsv|txt|xlsx?|xlsm|ods|(?:geo)?json|km[lz]|xml|html?|zip)$", re.IGNORECASE
)
COMPANION = "companion-"


class OutputFiles:
    """Names of the files, by what they hold; all start with one stem."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.csv = f"{stem}.csv"
        self.csvw = f"{stem}.csv-metadata.json"
        self.quads = f"{stem}.nq"
        self.quarantine = f"{stem}.quarantine.csv"
        self.findings = f"{stem}.findings.csv"
        self.changes = f"{stem}.changes.csv"

    @classmethod
    def of(cls, name: str) -> OutputFiles:
        """Return the names for a file that the publisher calls ``name``."""
        stem = _EXTENSIONS.sub("", name[:-3] if name.lower().endswith(".gz") else name)
        return cls(stem.lstrip(".") or "table")

    def companion(self, kind: str) -> str:
        """Return the name of a companion table."""
        return f"{self.stem}-{kind}.csv"

    @property
    def every(self) -> tuple[str, ...]:
        """Return every name but those of companion tables."""
        return (
            self.csv, self.csvw, self.quads, self.quarantine, self.findings, self.changes
        )  # fmt: skip

    def outputs(self, made: Iterable[str], companions: Iterable[str]) -> dict[str, str]:
        """Return the names by kind of output.

        ``made`` are those of ``quarantine``, ``findings`` and ``changes`` that there are.
        """
        outputs = {"canonical-csv": self.csv, "csvw": self.csvw, "nquads": self.quads}
        outputs |= {f"{COMPANION}{kind}": self.companion(kind) for kind in companions}
        return outputs | {kind: getattr(self, kind) for kind in made}
