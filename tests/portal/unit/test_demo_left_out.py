from __future__ import annotations

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.demo.catalogue import load_councils
from ckanext.civic.portal.demo.left_out import content_to_upload
from ckanext.civic.portal.demo.sample import make_sample


def test_content_to_upload_when_nothing_is_left_out_then_the_file_is_untouched(tmp_path):
    file = tmp_path / "sites.csv"
    file.write_bytes(b"\xa3,b\r1,2")
    assert content_to_upload(file, ()) == b"\xa3,b\r1,2"


def test_content_to_upload_when_columns_are_left_out_then_other_cells_stay(tmp_path):
    file = tmp_path / "sites.csv"
    file.write_text('﻿Name,Contact,Plots\r\n"Brook, Sale",A Person,7\r\nHill\r\n', newline="")
    assert content_to_upload(file, ["Contact"]) == b'Name,Plots\r\n"Brook, Sale",7\r\nHill\r\n'


def test_content_to_upload_when_a_column_has_another_name_then_nothing_slips_through(tmp_path):
    file = tmp_path / "sites.csv"
    file.write_text("Name,Secretary\nBrook,A Person\n")
    with pytest.raises(CivicError, match=r"none of that name: Contact\."):
        content_to_upload(file, ["Contact"])


def test_content_to_upload_when_the_sample_is_published_then_no_held_person_is_in_it(tmp_path):
    make_sample(tmp_path)
    datasets = [dataset for council in load_councils() for dataset in council.datasets]
    people = [dataset.canary for dataset in datasets if dataset.canary]
    assert people
    for file in (file for one in datasets if not one.is_held for file in one.files):
        content = content_to_upload(tmp_path / file.path, file.left_out)
        assert not [person for person in people if person.encode() in content], file.path
