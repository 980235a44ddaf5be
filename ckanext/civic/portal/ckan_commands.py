"""Run CKAN's command line for a portal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.programs import script

_BATCH = """\
import contextlib, io, json, sys
config, *commands = json.load(sys.stdin)
from ckan.cli.cli import ckan
outputs = []
for command in commands:
    output = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(output):
        ckan(["-c", config, *command], standalone_mode=False)
    output.flush()
    outputs.append(output.buffer.getvalue().decode())
json.dump(outputs, sys.stdout)
"""


def without_ckan(environment: Mapping[str, str]) -> dict[str, str]:
    """Answer the environment without CKAN's variables: they would override the settings file."""
    return {name: value for name, value in environment.items() if not name.startswith("CKAN_")}


def run(config: Path, *arguments: str, given: str | None = None) -> str:
    """Run one command and answer its standard output.

    Raises CivicError with the end of its error output.
    """
    command = [str(script("ckan")), "-c", str(config), *arguments]
    done = subprocess.run(
        command,
        env=without_ckan(os.environ),
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise _failed(" ".join(arguments[:3]), done.stderr or done.stdout)
    return done.stdout


def run_batch(config: Path, commands: list[list[str]]) -> list[str]:
    """Run several commands in one process, which loads CKAN once; answer their outputs.

    They are passed on standard input, so passwords among them stay out of the list of processes.
    Stops at the first that fails and raises CivicError.
    """
    done = subprocess.run(
        [sys.executable, "-c", _BATCH],
        env=without_ckan(os.environ),
        input=json.dumps([str(config), *commands]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise _failed(", ".join(" ".join(command[:2]) for command in commands), done.stderr)
    return json.loads(done.stdout)


def _failed(what: str, output: str) -> CivicError:
    lines = "\n".join(f"  {line}" for line in output.strip().splitlines()[-15:])
    return CivicError(f"the command failed:\n{lines}", place=Place(step=f"ckan {what}"))
