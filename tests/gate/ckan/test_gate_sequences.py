"""Whatever happens in whatever order: public only while the last decision is a release of this."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factories

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


@dataclass
class Expected:
    """What must be true, kept beside the portal by the simplest rules."""

    is_released: bool = False
    is_active: bool = True
    title: str = "lamps"


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["release", "hold", "delete", "restore", "flip", "hide", "same", "tag"]),
        st.tuples(st.just("title"), st.sampled_from(["one", "two"])),
    ),
    min_size=1,
    max_size=6,
)


def take(step, scene, id, expected) -> None:
    def act(action, **data):
        return factories.act(action, scene.users["sysadmin"], id=id, **data)

    if step == "release":
        try:
            scene.release(id)
        except tk.ValidationError:
            assert not expected.is_active
        else:
            expected.is_released = True
    elif step == "hold":
        scene.hold(id, role="sysadmin")
        expected.is_released = False
    elif step == "delete":
        act("package_delete")
        expected.is_active = expected.is_released = False
    elif step == "restore":
        act("package_patch", state="active")
        expected.is_active = True
    elif step == "flip":
        act("package_patch", private=False)
    elif step == "hide":
        act("package_patch", private=True)
        expected.is_released = False
    elif step == "same":
        act("package_patch", title=expected.title)
    elif step == "tag":
        before = act("package_show")["tags"]
        act("package_patch", tags=[{"name": "street"}])
        expected.is_released = expected.is_released and bool(before)
    else:
        _title, title = step
        act("package_patch", title=title)
        expected.is_released = expected.is_released and title == expected.title
        expected.title = title


def test_any_sequence_when_taken_then_public_only_if_the_last_decision_released_this(
    scene, is_public
):
    numbers = iter(range(1000))

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(STEPS)
    def sequence(steps):
        name = f"lamps-{next(numbers)}"
        id = scene.create(name=name, title="lamps")["id"]
        expected = Expected()
        for step in steps:
            take(step, scene, id, expected)
            visible = expected.is_released and expected.is_active
            assert is_public(id) is visible, step
            assert (name in factories.act("package_list", None)) is visible, step
            found = factories.act("package_search", None, q=f"name:{name}")
            assert found["count"] == int(visible), step
            assert model.Package.get(id).private is not visible, step

    sequence()
