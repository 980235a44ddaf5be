"""Virtual environments of peers that cannot share CKAN's: made once, with pinned versions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(os.environ.get("CIVIC_HOME") or Path(__file__).parents[1] / "var" / "bench")

# name -> what is installed; versions are pinned so that ratios mean the same next year
REQUIREMENTS = {
    "morph-kgc": ("morph-kgc==2.8.1", "numpy==2.4.6", "pandas==2.3.3", "duckdb==1.5.6"),
    "pandas-rdflib": ("pandas==2.3.3", "numpy==2.4.6", "rdflib==7.6.0", "pyproj==3.7.2"),
    "csvwlib": ("csvwlib==0.3.2", "rdflib==5.0.0", "rdflib-jsonld==0.6.2"),
}


def python_of(name: str) -> str:
    """Return the Python of a peer's environment, making it when it is not there."""
    folder = (HOME / "peers" / name).resolve()
    python = folder / "bin" / "python"
    made = folder / "made"
    wanted = "\n".join(REQUIREMENTS[name])
    if not made.is_file() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", *REQUIREMENTS[name]],
            check=True,
            stdout=sys.stderr,
        )
        made.write_text(wanted, encoding="utf-8")
    return str(python)
