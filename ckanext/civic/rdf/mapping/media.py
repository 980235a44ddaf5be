"""File types (EU authority table) and media types (IANA) of what a publisher calls a format."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from .code_lists import EU, IANA, table

FILE_TYPES = f"{EU}file-type/"
_LONGEST = 200  # characters of any name of a format


@lru_cache(maxsize=4096)
def file_type(text: str) -> str | None:
    """Return the code of the EU's file type for a name, ending, media type or IRI, else None."""
    name = text.strip()
    if not name or len(name) > _LONGEST:
        return None
    name = name.replace("https://", "http://", 1).removeprefix(FILE_TYPES).lower()
    row = _types().get(name)
    if row:
        return row["code"]
    known = table("format_names").get(name.lstrip(".")) or _types().get(name.lstrip("."))
    return known["code"] if known else _by_ending().get(name.lstrip(".")) or _by_media().get(name)


@lru_cache(maxsize=4096)
def registered(text: str) -> str | None:
    """Return a media type that IANA lists, from its name or IANA's address of it, else None."""
    bare = text.strip().lower()[:_LONGEST].replace("http://", "https://", 1)
    name = bare.removeprefix(IANA).partition(";")[0].strip()
    return name if name in table("media_types") else None


@cache
def media_type(code: str) -> str | None:
    """Return IANA's media type of files of a file type, else None."""
    override = table("file_type_media").get(code.lower())
    if override is not None:
        return override["media_type"] or None
    row = _types()[code.lower()]
    if row["media_type"] in table("media_types"):
        return row["media_type"]
    found = [
        media for ending in row["extensions"].split() if (media := _by_extension().get(ending))
    ]
    return found[0] if found else None


def ending(address: object) -> str:
    """Return the ending of a web address's path in lower case, without the dot; or nothing."""
    if not isinstance(address, str):
        return ""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return PurePosixPath(path[-_LONGEST:]).suffix.lstrip(".").lower()


@cache
def _types() -> dict[str, dict[str, str]]:
    return {**table("file_types"), **table("file_types_later")}


@cache
def _by_ending() -> dict[str, str]:
    """Endings that one file type alone has."""
    found: dict[str, list[str]] = {}
    for row in _types().values():
        for each in row["extensions"].split():
            found.setdefault(each, []).append(row["code"])
    return {each: codes[0] for each, codes in found.items() if len(codes) == 1}


@cache
def _by_media() -> dict[str, str]:
    """Media types that one file type alone has."""
    found: dict[str, list[str]] = {}
    for row in _types().values():
        media = media_type(row["code"])
        if media:
            found.setdefault(media, []).append(row["code"])
    plain = {"text/html": "HTML", "application/pdf": "PDF", "application/xml": "XML"}
    plain |= {"text/plain": "TXT", "image/tiff": "TIFF", "application/gzip": "GZIP"}
    plain |= {"application/zip": "ZIP", "application/rdf+xml": "RDF_XML", "text/xml": "XML"}
    return {media: codes[0] for media, codes in found.items() if len(codes) == 1} | plain


@cache
def _by_extension() -> dict[str, str]:
    found: dict[str, str] = {}
    for media, row in table("media_types").items():
        for each in row["extensions"].split():
            found.setdefault(each, media)
    return found


def described_type(format: object, mimetype: object, address: object) -> tuple[str, str]:
    """Return a file's code of file type and its media type, each empty when not known.

    The stated format goes before the stated media type, and the address's ending counts only
    where neither says anything.
    """
    words = [text for text in (format, mimetype) if isinstance(text, str) and text.strip()]
    code = next((found for text in words if (found := file_type(text))), None)
    if code is None and not words:
        code = file_type(ending(address))
    media = media_type(code) if code else None
    if media is None:
        media = next((found for text in words[::-1] if (found := registered(text))), None)
    return code or "", media or ""
