"""Run a program as somebody who is not root, for PostgreSQL, which refuses root.

Used as a script in a process of its own: ``python unprivileged.py namespace PROGRAM ARGS…`` or
``python unprivileged.py UID:GID PROGRAM ARGS…``; it becomes PROGRAM.

``namespace`` enters a new user namespace in which our own user has the id 1000: the program sees
itself as an ordinary user, and its files stay ours. Where the kernel or a container forbids
that, the other form gives up root for good. Source: user_namespaces(7).
"""

from __future__ import annotations

import ctypes
import os
import sys

_CLONE_NEWUSER = 0x10000000
_ID_INSIDE = 1000


def enter_namespace() -> None:
    """Move this process into a new user namespace; raises OSError when that is forbidden."""
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_ID_INSIDE} {user} 1"),
        ("gid_map", f"{_ID_INSIDE} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123 - kept free of imports
            file.write(text)


def become(user: int, group: int) -> None:
    """Give up root for ``user`` and ``group``, with no other groups."""
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)


def main(arguments: list[str]) -> None:
    who, *command = arguments
    if who == "namespace":
        enter_namespace()
    else:
        user, group = who.split(":")
        become(int(user), int(group))
    if command:
        os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
