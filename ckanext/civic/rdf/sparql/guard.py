"""Lets through only queries that read, and that reach no other server.

``SERVICE`` would make our store call addresses of a stranger's choice (OWASP SSRF), so it is
refused wherever it stands. The check reads tokens, as SPARQL 1.1 does (section 19.8), and reads
the text a second time with its ``\\u`` escapes decoded (section 19.2), because stores differ in
when they decode them. Where the two readings, or a plain search for the clause, disagree, the
stricter wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import QueryRefused

FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)

_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\"
                | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
                | "(?:[^"\\\n\r]|\\.)*"
                | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri>     <[^<>"{}|^`\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<name>    [?$][^\W]\w*                     # a variable
                 | @[A-Za-z]+(?:-[A-Za-z0-9]+)*     # a language tag
                 | (?:[^\W\d_][\w.-]*)?:            # a prefix, and a local name that starts well
                   (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)? )
    | (?P<word>    [^\W\d_]\w* )
    | (?P<other>   \s+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_GAP = r"(?:\s|\#[^\n\r]*[\n\r])"
_SERVICE_CLAUSE = re.compile(
    rf"(?<![\w?$:@-])SERVICE{_GAP}*(?:SILENT{_GAP}*)?(?:<[^>]*>|[?$]\w+|[\w.-]*:[^\s{{]*){_GAP}*\{{",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReadQuery:
    """A query that may run: its form (``SELECT`` …) and whether it names its own graphs (FROM)."""

    text: str
    form: str
    has_dataset: bool

    @property
    def gives_triples(self) -> bool:
        """Whether the answer is RDF, and not a table or a truth value."""
        return self.form in ("CONSTRUCT", "DESCRIBE")


def read_only(text: str, *, size_characters: int = 100_000) -> ReadQuery:
    """Return ``text`` as a query that may run.

    Raises QueryRefused: 413 when it is too long, 403 for an update or SERVICE, 400 for a text
    that is no query.
    """
    if len(text) > size_characters:
        raise QueryRefused(
            f"The query is over {size_characters} characters.",
            status=413,
            advice="Ask a shorter question, or several.",
        )
    if "\x00" in text:
        raise QueryRefused("The query has a character that no query may have.")
    readings = [text, _decoded(text)]
    for reading in readings:
        _refuse_service(reading)
    form, has_dataset = _form(readings[0])
    if _form(readings[1]) != (form, has_dataset):
        raise QueryRefused(
            "The query hides words behind \\u escapes.", advice="Write them as they are."
        )
    return ReadQuery(text, form, has_dataset)


def _refuse_service(text: str) -> None:
    named = any(kind == "word" and word.upper() == "SERVICE" for kind, word in _tokens(text))
    if named or _SERVICE_CLAUSE.search(text):
        raise QueryRefused(
            "SERVICE is not allowed here: this end point asks no other server.",
            status=403,
            advice="Ask the other end point yourself and join the answers.",
        )


def _form(text: str) -> tuple[str, bool]:
    """Return the first keyword after the prologue, and whether FROM follows before the pattern."""
    form = ""
    for kind, word in _tokens(text):
        upper = word.upper()
        if not form and kind == "word" and upper not in ("BASE", "PREFIX"):
            if upper in UPDATES:
                raise QueryRefused(
                    f"{upper} is not allowed: this end point is read only.",
                    status=403,
                    advice="Change the dataset on its portal; its graph follows.",
                )
            if upper not in FORMS:
                break
            form = upper
        elif form and kind == "word" and upper == "FROM":
            return form, True
    if not form:
        raise QueryRefused(
            "This is no SPARQL query.",
            advice="A query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX.",
        )
    return form, False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind not in ("comment", "other", "string", "iri"):
            yield kind, match[0]


def _decoded(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else match[0]

    return _CODE_POINT.sub(character, text)
