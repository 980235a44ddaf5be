"""Lets through only queries that read, that reach no other server, and that a store can parse.

``SERVICE`` would make our store call addresses of a stranger's choice (OWASP SSRF), so it is
refused wherever it stands. The check reads tokens, and reads the text a second time with its
``\\u`` escapes decoded (SPARQL 1.1, 19.2), because stores differ in when they decode them. Where
the two readings, or a plain search for the clause, disagree, the stricter wins.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from ..errors import QueryRefused
from .complexity import refuse_too_complicated
from .dataset import Dataset, dataset_of
from .tokens import Token, decoded, position, tokens

FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)
# SPARQL 1.2 has VERSION; DEFINE is Virtuoso's, whose pragmas make it fetch (Virtuoso, 16.3.2)
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
# functions that leave the query language: Jena's Java classes, Virtuoso's built-ins and SQL
_FOREIGN_IRI = re.compile(r"<\s*java:", re.IGNORECASE)
_FOREIGN_PREFIX = re.compile(r"(?:bif|sql|java):", re.IGNORECASE)

_GAP = r"(?:\s|\#[^\n\r]*[\n\r])"
_SERVICE_CLAUSE = re.compile(
    rf"(?<![\w?$:@-])SERVICE{_GAP}*(?:SILENT{_GAP}*)?(?:<[^>]*>|[?$]\w+|[\w.-]*:[^\s{{]*){_GAP}*\{{",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReadQuery:
    """A query that may run: its text, its form (``SELECT`` …), and the graphs it names (FROM)."""

    text: str
    form: str
    dataset: Dataset | None = None

    @property
    def has_dataset(self) -> bool:
        """Whether the query names its own graphs."""
        return self.dataset is not None

    @property
    def gives_triples(self) -> bool:
        """Whether the answer is RDF, and not a table or a truth value."""
        return self.form in ("CONSTRUCT", "DESCRIBE")


def read_only(text: str, *, size_characters: int = 100_000) -> ReadQuery:
    """Return ``text`` as a query that may run.

    Raises QueryRefused: 413 when it is too long, 403 for an update or SERVICE, 400 for a text
    that is no query or that is nested too deeply.
    """
    if len(text) > size_characters:
        raise QueryRefused(
            f"The query is over {size_characters} characters.",
            status=413,
            advice="Ask a shorter question, or several.",
        )
    if _NO_TEXT.search(text):
        raise QueryRefused("The query has a character that no query may have.")
    first, second = _read(text), _read(decoded(text))
    if (first.form, first.has_dataset) != (second.form, second.has_dataset):
        raise QueryRefused(
            "The query hides words behind \\u escapes.", advice="Write them as they are."
        )
    # the text as it came, with the graphs that it names when its escapes are read
    return ReadQuery(text, second.form, second.dataset)


_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def _read(text: str) -> ReadQuery:
    found = list(tokens(text))
    _refuse_service(text, found)
    _refuse_foreign(text, found)
    form = _form(text, found)
    refuse_too_complicated(found)
    return ReadQuery(text, form, dataset_of(found))


def _refuse_service(text: str, found: list[Token]) -> None:
    start = next((token.start for token in found if token.upper == "SERVICE"), None)
    if start is None:
        clause = _SERVICE_CLAUSE.search(text)
        if clause is None:
            return
        start = clause.start()
    raise QueryRefused(
        f"{position(text, start)}: SERVICE is not allowed here: this end point asks no other"
        " server.",
        status=403,
        advice="Ask the other end point yourself and join the answers.",
    )


def _refuse_foreign(text: str, found: list[Token]) -> None:
    """Refuse functions by which some stores run programs or call other servers."""
    declared = {
        after.text.lower()
        for before, after in itertools.pairwise(found)
        if before.upper == "PREFIX" and after.kind == "name"
    }
    for token in found:
        is_function = (token.kind == "iri" and _FOREIGN_IRI.match(token.text)) or (
            token.kind == "name"
            and (prefix := _FOREIGN_PREFIX.match(token.text))
            and prefix[0].lower() not in declared
        )
        if is_function:
            raise QueryRefused(
                f"{position(text, token.start)}: this end point runs no functions outside SPARQL.",
                status=403,
            )


def _form(text: str, found: list[Token]) -> str:
    """Return the first keyword after the prologue, when no word of an update is anywhere."""
    form = ""
    for token in found:
        if token.upper in UPDATES:
            raise QueryRefused(
                f"{position(text, token.start)}: {token.upper} is not allowed: this end point is"
                " read only.",
                status=403,
                advice="Change the dataset on its portal; its graph follows.",
            )
        if not form and token.upper and token.upper not in _PROLOGUE:
            if token.upper not in FORMS:
                break
            form = token.upper
    if not form:
        raise QueryRefused(
            "This is no SPARQL query.",
            advice="A query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX.",
        )
    return form
