"""``ckan civic-certificate``."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
import click

__all__ = ["civic_certificate"]


@click.group("civic-certificate", short_help="How ready datasets are for a certificate.")
def civic_certificate() -> None:
    """How ready datasets are for an Open Data Certificate."""


@civic_certificate.command()
@click.argument("dataset_id", metavar="ID")
@click.option("--ruleset", help="Another rule than the portal's.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
def show(dataset_id: str, ruleset: str | None, as_json: bool) -> None:
    """Show the level of the dataset ID (id or name), and what to do next."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    try:
        report = tk.get_action("civic_certificate_dataset_show")(
            {"user": user, "ignore_auth": True}, {"id": dataset_id, "ruleset": ruleset}
        )
    except tk.ObjectNotFound:
        raise click.ClickException(f"There is no dataset {dataset_id} here.") from None
    except tk.ValidationError as error:
        raise click.ClickException(f"{error.error_dict}") from None
    click.echo(json.dumps(report, indent=1) if as_json else _text(report))


def _text(report: dict[str, Any]) -> str:
    asked = len(report["answers"]) + len(report["unanswered"])
    lines = [
        f"{report['name']}: {report['level']} ({report['ruleset']})",
        f"{len(report['answers'])} of {asked} questions answered by evidence.",
    ]
    if report["next_steps"]:
        lines.append(f"For {report['next_level']}, cheapest first:")
        lines += [f"  {step['text']} [{step['question']}]" for step in report["next_steps"]]
    return "\n".join(lines)
