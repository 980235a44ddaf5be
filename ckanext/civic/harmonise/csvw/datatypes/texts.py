"""Values that are text: strings and their narrower kinds, binaries, booleans.

Sources: XML Schema 1.1 Part 2, 3.3.1, 3.3.2, 3.3.15 to 3.3.18, 3.4.1 to 3.4.7; Model for Tabular
Data and Metadata on the Web, 6.4.3, 6.4.5 and 6.4.6.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from .value import InvalidValue, Value

_START = r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d" + (
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + r"\-.0-9\xb7\u0300-\u036f\u203f\u2040"
_NC_NAME = f"[{_START}][{_PART}]*"
_FORMS = {
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "Name": f"[{_START}:][{_PART}:]*",
    "NCName": _NC_NAME,
    "NMTOKEN": f"[{_PART}:]+",
    "QName": f"(?:{_NC_NAME}:)?{_NC_NAME}",
}
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class InvalidBooleanFormat(ValueError):
    """The format is not of the form ``yes|no``."""


def xsd_text(name: str, text: str) -> Value:
    """Return the value of a string or name; raises InvalidValue."""
    form = _FORMS.get(name)
    if form and not re.fullmatch(form, text):
        raise InvalidValue(f"is no {name}")
    return Value(text, text, None, len(text))


def xsd_binary(name: str, text: str) -> Value:
    """Return the value of bytes written as text, its length in bytes; raises InvalidValue."""
    if name == "hexBinary":
        if not _HEX.fullmatch(text):
            raise InvalidValue("is no hexBinary")
        return Value(text, text.upper(), None, len(text) // 2)
    compact = text.replace(" ", "")
    try:
        size = len(base64.b64decode(compact, validate=True))
    except (binascii.Error, ValueError):
        raise InvalidValue("is no base64Binary") from None
    return Value(text, compact, None, size)


def xsd_boolean(text: str) -> Value:
    """Return the value of true, false, 1 or 0; raises InvalidValue."""
    if text not in _BOOLEANS:
        raise InvalidValue("is no boolean")
    return _boolean(_BOOLEANS[text])


def formatted_boolean(pattern: str) -> Callable[[str], Value]:
    """Return the function that parses a format such as ``Y|N``; raises InvalidBooleanFormat."""
    words = pattern.split("|")
    if len(words) != 2 or not all(words) or words[0] == words[1]:
        raise InvalidBooleanFormat(f"{pattern!r} is not of the form Y|N")

    def parse(text: str) -> Value:
        if text not in words:
            raise InvalidValue(f"is neither {words[0]} nor {words[1]}")
        return _boolean(text == words[0])

    return parse


def _boolean(value: bool) -> Value:
    text = "true" if value else "false"
    return Value(text, text)


def compile_expression(pattern: str) -> re.Pattern[str]:
    """Return an ECMAScript regular expression compiled; raises re.error.

    It matches anywhere in a value, as in ECMAScript: ^ and $ tie it to the ends.
    """
    python = re.sub(r"\(\?<(?=[A-Za-z_$])", "(?P<", pattern)
    python = re.sub(r"\\k<(\w+)>", r"(?P=\1)", python)
    if re.search(r"(?<!\\)(?:\\\\)*\$\Z", python):
        python = python[:-1] + r"\Z"  # Python's own $ also stands before a last line break
    return re.compile(python, re.ASCII)
