"""What Solr is told."""

from __future__ import annotations

import base64
import json

from ckanext.civic.portal.services.solr import security_json


def test_security_json_when_given_the_manuals_example_then_its_hash():
    # Solr Reference Guide, Basic Authentication Plugin: user solr, password SolrRocks
    stored = (
        "IV0EHq1OnNrj6gvRCwvFwTrZ1+z1oBbnQdiVC3otuq0= Ndd7LKvVBAaZIF0QAVi1ekCfAJXr1GGfLtRUXhgrF8c="
    )
    salt = base64.b64decode(stored.split()[1])
    made = json.loads(security_json("solr", "SolrRocks", salt))
    assert made["authentication"]["credentials"] == {"solr": stored}
    assert made["authentication"]["blockUnknown"] is True


def test_security_json_when_written_then_password_is_not_in_it():
    assert "SolrRocks" not in security_json("solr", "SolrRocks")
