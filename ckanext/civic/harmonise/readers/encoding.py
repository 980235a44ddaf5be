"""Which characters the bytes stand for: confirmed by reading all of them, never by statistics.

The rule: a byte order mark if there is one; UTF-16 without a mark when every second byte of
plain text is zero and the whole file decodes; UTF-8 if the whole file decodes strictly; else
Windows-1252 if the whole file decodes. A charset detector once read "£" as "Ł" in a spend file,
and all its amounts were lost.

Source: docs/reference/readers.md, "What can be declared"; Windows-1252 as of
https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT (five bytes undefined).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .content import Content
from .not_tables import refuse_binary

_CHUNK_BYTES = 1 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "a byte order mark"),
    (codecs.BOM_UTF32_BE, "utf-32", "a byte order mark"),
    (codecs.BOM_UTF8, "utf-8-sig", "a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "a byte order mark"),
    (codecs.BOM_UTF16_BE, "utf-16", "a byte order mark"),
)
_SHOWN_SIGNS = 20
# "£", accented letters and typographic signs in UTF-8; read as Windows-1252 they give "Â£", "Ã©"
_UTF8_SIGN = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]")


@dataclass(frozen=True)
class Encoding:
    """A Python codec name, why it was chosen, and the non-ASCII signs that it gives.

    ``longest_line`` counts characters, as far as lines reach over the chunks that were decoded.
    """

    codec: str
    evidence: str
    signs: str
    longest_line: int = 0


def decide_encoding(content: Content, declared: str = "") -> Encoding:
    """Return the encoding of a text file, confirmed by decoding all of it.

    Raises UnreadableFile when the declared encoding, or every encoding of the rule, fails, and
    for NUL characters and binary content.
    """
    marked = next((m for m in _MARKS if content.head.startswith(m[0])), None)
    if declared:
        return _declared(content, declared, marked[1] if marked else "")
    if marked:
        return _confirm(content, marked[1], marked[2])
    wide = _utf16_without_mark(content.head)
    if wide:
        return _confirm(content, wide, "zero bytes between plain letters")
    try:
        return _confirm(content, "utf-8", "every byte is valid UTF-8")
    except UnreadableFile as error:
        refuse_binary(content)
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
    _refuse_mixture(content)
    return _confirm(content, "cp1252", "not valid UTF-8, and every byte is valid Windows-1252")


def _declared(content: Content, declared: str, marked: str) -> Encoding:
    try:
        b"a".decode(declared, "ignore")  # of all codecs only those of text
        name = codecs.lookup(declared).name
    except LookupError:
        raise UnreadableFile(
            f"The crosswalk declares the unknown encoding “{declared}”.",
            place=Place(file=content.name),
        ) from None
    if marked and not name.replace("-", "").startswith(marked.replace("-", "")[:4]):
        raise UnreadableFile(
            f"The crosswalk declares {declared}, but the file starts with the mark of {marked}.",
            place=Place(file=content.name),
            advice="Take the encoding out of the crosswalk, or export the file as declared.",
        )
    if not name.startswith("utf"):  # any other decoder takes nearly every byte
        refuse_binary(content)
    return _confirm(content, marked or name, "declared by the crosswalk")


def _utf16_without_mark(head: bytes) -> str:
    """Return the codec when nearly every second byte is zero, else an empty text."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return ""
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.8 and zeros_even < 0.05:
        return "utf-16-le"
    if zeros_even > 0.8 and zeros_odd < 0.05:
        return "utf-16-be"
    return ""


def _refuse_mixture(content: Content) -> None:
    """Raise UnreadableFile when a file that is no UTF-8 has lines that plainly are."""
    with content.open() as file:
        lines = iter(lambda: file.readline(_CHUNK_BYTES), b"")
        for number, line in enumerate(lines, 1):
            if not line.isascii() and _UTF8_SIGN.search(line):
                raise UnreadableFile(
                    f"The file mixes encodings: line {number} is UTF-8 and other lines are not.",
                    place=Place(file=content.name),
                    advice="Export it again as a whole, as CSV in UTF-8.",
                )


def _confirm(content: Content, codec: str, evidence: str) -> Encoding:
    signs: set[str] = set()
    open_line = longest = 0
    for text in _decoded(content, codec):
        line_end = max(text.rfind("\n"), text.rfind("\r"))
        open_line = open_line + len(text) if line_end < 0 else len(text) - line_end
        longest = max(longest, open_line)
        if "\0" in text:
            raise UnreadableFile(
                "The file holds NUL characters, so it is no plain table or is damaged.",
                place=Place(file=content.name),
                advice="Export it again as CSV in UTF-8.",
            )
        if len(signs) < _SHOWN_SIGNS and not text.isascii():
            signs.update(sign for sign in set(text) if sign > "\x7f")
    return Encoding(codec, evidence, "".join(sorted(signs)[:_SHOWN_SIGNS]), longest)


def _decoded(content: Content, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    lines = 1
    with content.open() as file:
        while True:
            chunk = file.read(_CHUNK_BYTES)
            try:
                yield decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line = lines + _line_ends(error.object[: error.start])
                raise UnreadableFile(
                    f"The text is not {codec}: byte 0x{error.object[error.start]:02X} in line "
                    f"{line} has no meaning there.",
                    place=Place(file=content.name),
                    advice="Export it again as CSV in UTF-8.",
                ) from error
            if not chunk:
                return
            lines += _line_ends(chunk)


def _line_ends(text: bytes) -> int:
    """Return the number of lines that end in these bytes: LF, CRLF or CR."""
    return max(text.count(b"\n"), text.count(b"\r"))
