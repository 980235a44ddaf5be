"""Results that several test files look at: each real file is harmonised once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from harmonise.real_councils import FILES, Harmonised


@pytest.fixture(scope="session")
def made(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Harmonised]:
    """Return a function from a name in FILES to its result."""

    @cache
    def of(name: str) -> Harmonised:
        folder = tmp_path_factory.mktemp(name.replace("#", "-"))
        return Harmonised(name, shared / "real" / FILES[name], folder)

    return of
