"""What can be tried of the Docker files without an engine."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

DOCKER = Path(__file__).resolve().parents[3] / "docker"
COMPOSE = DOCKER / "compose.yaml"
SERVICES = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
SECRETS = (
    "secret_key",
    "database_password",
    "redis_password",
    "store_password",
    "admin_password",
)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Make secrets with the script, in a folder of this test."""
    script = shutil.copy(DOCKER / "make-secrets.sh", tmp_path)
    subprocess.run(["sh", script], check=True, capture_output=True)
    return tmp_path / "secrets"


def test_compose_when_read_by_docker_compose_then_accepted():
    command = shutil.which("docker-compose")
    if not command:
        pytest.skip("needs docker-compose")
    run = subprocess.run(
        [command, "-f", str(COMPOSE), "config", "-q"], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_compose_when_a_service_is_not_the_proxy_then_it_has_no_port_outside(name):
    assert ("ports" in SERVICES[name]) == (name == "proxy")


@pytest.mark.parametrize("name", ["db", "redis", "solr", "fuseki"])
def test_compose_when_a_server_holds_data_then_it_has_health_volume_and_no_way_out(name):
    service = SERVICES[name]
    assert service["networks"] == ["servers"]
    assert service["healthcheck"]["test"]
    assert service["volumes"]


def test_docker_files_when_read_then_no_password_stands_in_them():
    for path in DOCKER.rglob("*"):
        if path.is_file() and "secrets" not in path.parts and path.name != ".env":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?i)password[\"']?\s*[:=]\s*[A-Za-z0-9]{6,}\s*$", text, re.M), (
                path
            )


def test_secrets_when_made_twice_then_long_different_private_and_kept(secrets):
    made = {path.name: path.read_text() for path in secrets.iterdir()}
    assert made.keys() == set(SECRETS)
    assert len(set(made.values())) == len(SECRETS)
    assert all(re.fullmatch(r"[0-9a-f]{64}", secret) for secret in made.values())
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    subprocess.run(["sh", secrets.parent / "make-secrets.sh"], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == made


def _enter(secrets: Path, ini: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CKAN_INI": str(ini),
        "CIVIC_SECRETS": str(secrets),
        "CKAN__PLUGINS": "civic_certificate",
        "CKAN_SITE_URL": "https://data.example",
        "CIVIC_SITE_TITLE": "Salford’s data",
        "CIVIC_STORE_URL": "http://fuseki:3030/civic",
    }
    command = ["sh", str(DOCKER / "entrypoint.sh"), "true"]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_entrypoint_when_the_secrets_are_there_then_the_settings_are_written(secrets, tmp_path):
    ini = tmp_path / "ckan.ini"
    ini.write_text("[app:main]\nSECRET_KEY =\nckan.plugins =\n", encoding="utf-8")
    run = _enter(secrets, ini)
    assert run.returncode == 0, run.stderr
    written = ini.read_text(encoding="utf-8")
    assert f"SECRET_KEY = {(secrets / 'secret_key').read_text()}" in written
    assert "ckan.plugins = civic_certificate" in written
    assert "ckan.site_title = Salford’s data" in written
    assert "ckanext.civic.harmonise.vocabulary_base = https://data.example\n" in written


@pytest.mark.parametrize("name", SECRETS[:4])
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_entrypoint_when_a_secret_is_not_usable_then_it_stops_and_names_it(
    secrets, tmp_path, name, how
):
    (secrets / name).unlink()
    if how == "empty":
        (secrets / name).touch()
    ini = tmp_path / "ckan.ini"
    ini.write_text("[app:main]\n", encoding="utf-8")
    run = _enter(secrets, ini)
    assert run.returncode != 0
    assert f"The secret {name} is missing" in run.stderr
    assert ini.read_text(encoding="utf-8") == "[app:main]\n"
