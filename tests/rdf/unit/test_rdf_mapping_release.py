"""How a description tells of a release: the role and the time, and only what is known."""

from __future__ import annotations

import pytest

from ckanext.civic.rdf.mapping import Facts, dataset_quads
from ckanext.civic.rdf.mapping.facts import Release

from .council_datasets import SITE, plain

NODE = "<http://a.example/dataset/d1>"
RELEASE = "<http://a.example/dataset/d1#release>"
ATTRIBUTION = "<http://a.example/dataset/d1#release-attribution>"
PROV = "<http://www.w3.org/ns/prov#"
TIME = '"2024-05-06T07:08:09Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
HAD_ROLE = "<http://www.w3.org/ns/dcat#hadRole>"
PROFILES = ("civic_dcat_ap", "civic_uk")


def facts(role: str) -> Facts:
    return Facts(release=Release(role, "2024-05-06T07:08:09Z"))


def added(dataset, role, profile="civic_dcat_ap") -> dict[tuple[str, str], set[str]]:
    """Return what a description says more because of the release."""
    before = set(dataset_quads(dataset, SITE, profile=profile))
    found: dict[tuple[str, str], set[str]] = {}
    for s, p, o, _ in set(dataset_quads(dataset, SITE, facts(role), profile=profile)) - before:
        found.setdefault((s, p), set()).add(o)
    return found


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("role", ["reviewer", "publisher"])
def test_release_when_the_role_is_known_then_it_is_an_attribution_with_the_roles_iri(role, profile):
    found = added(plain(1), role, profile)

    assert found[NODE, f"{PROV}wasGeneratedBy>"] == {RELEASE}
    assert found[RELEASE, f"{PROV}endedAtTime>"] == {TIME}
    assert found[NODE, f"{PROV}qualifiedAttribution>"] == {ATTRIBUTION}
    assert found[ATTRIBUTION, HAD_ROLE] == {f"<{SITE.url}/#role-{role}>"}
    [agent] = found[ATTRIBUTION, f"{PROV}agent>"]
    assert agent.startswith(f"<{SITE.url}/organization/")
    assert found[RELEASE, f"{PROV}wasAssociatedWith>"] == {agent}


def test_release_when_nobody_in_person_released_it_then_no_body_is_named():
    found = added(plain(1), "portal")

    assert found[RELEASE, LABEL] == {'"Release on this portal: The portal itself"'}
    assert (NODE, f"{PROV}qualifiedAttribution>") not in found
    assert (RELEASE, f"{PROV}wasAssociatedWith>") not in found


@pytest.mark.parametrize("role", ["reviewer", "portal"])
def test_release_when_the_dataset_is_a_copy_then_only_this_portals_record_tells_of_it(role):
    copy = {"civic_origin": "http://b.example", "civic_origin_id": "b1"}
    extras = [{"key": key, "value": value} for key, value in copy.items()]
    found = added({**plain(1), "extras": extras}, role)

    record = "<http://a.example/dataset/d1#record>"
    release = "<http://a.example/dataset/d1#record-release>"
    assert {subject for subject, _ in found} == {record, release}
    assert found[record, f"{PROV}wasGeneratedBy>"] == {release}
    assert found[release, f"{PROV}endedAtTime>"] == {TIME}


@pytest.mark.parametrize("role", ["", "a reviewer", "Jane Doe"])
def test_release_when_the_role_is_none_of_the_gates_then_nothing_is_said(role):
    assert added(plain(1), role) == {}
