"""``civic``: the console script for all that needs no running portal.

Each sub-command is loaded when it is called, so that ``civic harmonise`` never waits for the
embedded stack's libraries. A package adds one with a line in ``COMMANDS``.
"""

from __future__ import annotations

from importlib import import_module

import click

from ckanext.civic.core.errors import CivicError

# command -> "module:attribute" of a click command
COMMANDS = {
    "up": "ckanext.civic.portal.console:up",
    "status": "ckanext.civic.portal.console:status",
    "stop": "ckanext.civic.portal.console:stop",
    "logs": "ckanext.civic.portal.console:logs",
    "ckan": "ckanext.civic.portal.console:ckan",
    "demo": "ckanext.civic.portal.demo.console:demo",
    "csv2rdf": "ckanext.civic.harmonise.csvw.console:csv2rdf",
    "harmonise": "ckanext.civic.harmonise.console:harmonise",
    "guess": "ckanext.civic.harmonise.guess.console:guess",
    "readiness": "ckanext.civic.certificate.console:readiness",
}


class LazyGroup(click.Group):
    """A click group whose commands are imported when they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        return getattr(import_module(module), attribute)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CivicError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ckanext-civic")
def civic() -> None:
    """Publish what may be open as one comparable body of linked data."""
