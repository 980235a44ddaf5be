"""The address of a portal, which is its identity among its peers."""

from __future__ import annotations

from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def site_address(text: str) -> str:
    """Return ``text`` as ``scheme://host[:port][/root]`` in lower case, without a final slash.

    Two spellings of one portal's address give one result. Raises ValueError, with a sentence
    for the person who typed it, for everything that is no plain web address: another scheme,
    a user or password, a query, a fragment.
    """
    stripped = text.strip()
    try:
        stripped.encode()  # half a surrogate pair is no character
        parts = urlsplit(stripped)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("This is not a web address.") from None
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ValueError("Write the whole address, starting with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("Leave user and password out of the address.")
    if parts.query or parts.fragment or "?" in stripped or "#" in stripped:
        raise ValueError("Leave out everything from ? or # on.")
    if any(ord(character) <= 32 or character in '<>"\\^`{|}' for character in stripped):
        raise ValueError("The address has a character that no address has.")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return f"{parts.scheme}://{host}{parts.path.rstrip('/')}"


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses name one portal; what is no address names none."""
    try:
        return site_address(one) == site_address(other)
    except ValueError:
        return False
