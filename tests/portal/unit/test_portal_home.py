"""Folders are private, and sockets have short paths."""

from __future__ import annotations

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.stack import Stack


def test_folder_when_made_then_only_its_owner_enters(tmp_path):
    folder = Home(tmp_path / "var").folder("portals", "hub")
    for path in (folder, folder.parent, folder.parent.parent):
        assert path.stat().st_mode & 0o777 == 0o700


def test_socket_folder_when_path_is_short_then_in_the_installation(tmp_path):
    home = Home("/tmp")
    home.root = tmp_path.parent  # shorter than the path of this test
    folder = home.socket_folder()
    assert len(str(folder)) < 90
    assert folder.stat().st_mode & 0o777 == 0o700


def test_socket_folder_when_path_is_long_or_has_spaces_then_a_short_private_one(tmp_path):
    for name in ("with space", "long" * 40):
        home = Home(tmp_path / name)
        folder = home.socket_folder()
        assert len(str(folder)) < 40
        assert " " not in str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert home.socket_folder() == folder
        home.drop_socket_folder()
        assert not folder.exists()


def test_socket_folder_when_the_machine_removed_it_then_made_anew(tmp_path):
    home = Home(tmp_path / "with space")
    home.socket_folder().rmdir()
    folder = home.socket_folder()
    assert folder.is_dir()
    home.drop_socket_folder()


def test_socket_folder_when_others_can_enter_it_then_refused(tmp_path):
    home = Home(tmp_path / "with space")
    folder = home.socket_folder()
    folder.chmod(0o755)
    with pytest.raises(CivicError, match="belongs to somebody else"):
        home.socket_folder()
    folder.rmdir()


def test_home_when_only_asked_then_makes_nothing(tmp_path):
    assert Stack(tmp_path / "var").status() == {"portals": [], "services": []}
    Stack(tmp_path / "var").stop()
    assert not (tmp_path / "var").exists()
