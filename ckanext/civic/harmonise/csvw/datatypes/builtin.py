"""The built-in datatypes: their IRIs, families and ranges.

Source: Metadata Vocabulary for Tabular Data, 5.11.1 Built-in Datatypes; XML Schema 1.1 Part 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Family(Enum):
    """Which rules parse and limit a datatype's values."""

    STRING = "string"
    OTHER = "other"
    BINARY = "binary"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DOUBLE = "double"
    DATE = "date or time"
    DURATION = "duration"


NUMERIC = frozenset({Family.INTEGER, Family.DECIMAL, Family.DOUBLE})
WITH_LIMITS = NUMERIC | {Family.DATE, Family.DURATION}
WITH_LENGTH = frozenset({Family.STRING, Family.BINARY})


@dataclass(frozen=True)
class Builtin:
    """One datatype; ``lowest`` and ``highest`` limit integers."""

    name: str
    iri: str
    family: Family
    lowest: int | None = None
    highest: int | None = None

    @property
    def has_range(self) -> bool:
        """Whether the name itself limits the values."""
        return self.lowest is not None or self.highest is not None


# name -> lowest and highest value (XML Schema 1.1 Part 2, 3.4.13 to 3.4.25)
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
_OTHERS = {
    Family.STRING: "string normalizedString token language Name NCName NMTOKEN",
    Family.OTHER: "anyAtomicType anyURI QName",
    Family.BINARY: "base64Binary hexBinary",
    Family.BOOLEAN: "boolean",
    Family.DECIMAL: "decimal",
    Family.DOUBLE: "double float",
    Family.DATE: "date dateTime dateTimeStamp time gDay gMonth gMonthDay gYear gYearMonth",
    Family.DURATION: "duration dayTimeDuration yearMonthDuration",
}
# name -> the datatype that it is another name of
_ALIASES = {
    "any": "anyAtomicType",
    "binary": "base64Binary",
    "datetime": "dateTime",
    "number": "double",
}


def _builtins() -> dict[str, Builtin]:
    found = {
        name: Builtin(name, XSD + name, Family.INTEGER, *limits)
        for name, limits in _INTEGERS.items()
    }
    for family, names in _OTHERS.items():
        found |= {name: Builtin(name, XSD + name, family) for name in names.split()}
    found["xml"] = Builtin("xml", _RDF + "XMLLiteral", Family.STRING)
    found["html"] = Builtin("html", _RDF + "HTML", Family.STRING)
    found["json"] = Builtin("json", "http://www.w3.org/ns/csvw#JSON", Family.STRING)
    return found | {alias: found[name] for alias, name in _ALIASES.items()}


BUILTINS = _builtins()
BUILTIN_IRIS = frozenset(one.iri for one in BUILTINS.values())
