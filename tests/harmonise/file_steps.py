"""A person's way through the pages of one file, and what they leave behind."""

from __future__ import annotations

from typing import Any

import yaml
from bs4 import BeautifulSoup

import factories
from ckanext.civic.harmonise.model import CrosswalkDraft


class Visit:
    """One person's way through the pages of one file."""

    def __init__(self, app: Any, package: dict[str, Any], file: dict[str, Any], user: str | None):
        self.app, self.base = app, f"/dataset/{package['name']}/harmonise/{file['id']}"
        self.headers = {"Authorization": factories.token_of(user)} if user else {}

    def get(self, path: str = "") -> Any:
        return self.app.get(f"{self.base}/{path}", headers=self.headers)

    def post(self, path: str, **form: Any) -> Any:
        form = {name.replace("__", "."): value for name, value in form.items()}
        return self.app.post(
            f"{self.base}/{path}", data=form, headers=self.headers, follow_redirects=False
        )

    def page(self, path: str = "") -> BeautifulSoup:
        return BeautifulSoup(self.get(path).body, "html.parser")

    def send(self, path: str, **changes: Any) -> Any:
        """Send the form of a page as it stands, but for the changes."""
        page = self.page(path)
        fields = {}
        for one in page.select("[data-civic] form [name]"):
            if one.name == "select":
                chosen = one.find("option", selected=True) or one.find("option")
                fields[one["name"]] = chosen["value"]
            elif one.name == "textarea":
                fields[one["name"]] = one.text.removeprefix("\n")
            elif one.get("type") not in ("submit", "radio") or one.has_attr("checked"):
                fields[one["name"]] = one.get("value", "")
        fields.pop("then", None)
        data = {**fields, **changes}
        return self.app.post(
            f"{self.base}/{path}", data=data, headers=self.headers, follow_redirects=False
        )


def draft_of(resource: dict[str, Any], user: str) -> dict[str, Any]:
    """Return the unsaved work of a user on a file."""
    from ckan import model

    row = CrosswalkDraft.of(resource["id"], model.User.get(user).id)
    return yaml.safe_load(row.content)
