"""A configuration that would open the gate does not start."""

from __future__ import annotations

import ckan.plugins as p
import pytest
from ckan.exceptions import CkanConfigurationException
from ckan.lib.plugins import DefaultPermissionLabels, get_permission_labels

from ckanext.civic.gate.startup import refuse_unsafe_configuration


class OtherLabelsPlugin(p.SingletonPlugin, DefaultPermissionLabels):
    p.implements(p.IPermissionLabels)


@pytest.mark.ckan_config("ckan.plugins", "civic_gate")
@pytest.mark.usefixtures("with_plugins")
def test_start_when_the_gate_decides_first_then_starts():
    refuse_unsafe_configuration()


@pytest.mark.provide_plugin("other_labels", OtherLabelsPlugin)
@pytest.mark.ckan_config("ckan.plugins", "civic_gate other_labels")
@pytest.mark.usefixtures("with_plugins")
def test_start_when_another_plugins_labels_come_after_then_starts():
    refuse_unsafe_configuration()


@pytest.mark.provide_plugin("other_labels", OtherLabelsPlugin)
@pytest.mark.ckan_config("ckan.plugins", "other_labels")
@pytest.mark.usefixtures("with_plugins")
def test_start_when_another_plugins_labels_come_first_then_names_it():
    assert isinstance(get_permission_labels(), OtherLabelsPlugin)
    with pytest.raises(CkanConfigurationException, match="Put civic_gate before OtherLabelsPlugin"):
        refuse_unsafe_configuration()
