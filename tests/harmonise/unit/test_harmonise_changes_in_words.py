"""What differs between two versions of a crosswalk, said in sentences."""

from __future__ import annotations

from ckanext.civic.harmonise.editor.changes_in_words import changes_in_words
from ckanext.civic.harmonise.models import load_model

MODEL = load_model("parking")
OLD = {
    "title": "Ours",
    "layout": ["Name", "Zone", "Charge"],
    "fields": {
        "name": "Name",
        "location": "Zone",
        "charging": {"column": "Charge", "codes": {"Free": "free", "Y": "charged"}},
    },
    "ignore": {"Colour": "of no use"},
}


def test_changes_when_nothing_differs_then_there_is_no_sentence():
    assert changes_in_words(OLD, OLD, MODEL) == []


def test_changes_when_fields_and_columns_differ_then_each_is_a_sentence_of_its_own():
    new = {
        "title": "Theirs",
        "layout": ["Charge", "Site", "Zone"],
        "fields": {
            "name": {"first_of": ["Site", "Zone"]},
            "charging": {"column": "Charge", "codes": {"Free": "charged", "N": "free"}},
        },
        "ignore": {"Zone": "told elsewhere"},
    }
    titles = {name: MODEL.fields[name].title for name in OLD["fields"]}
    assert set(changes_in_words(OLD, new, MODEL)) == {
        f"{titles['name']} now comes from “Site”, or else “Zone”",
        f"{titles['location']}: no longer provided",
        f"{titles['charging']}: “Free” now means charged",
        f"{titles['charging']}: “Y” has no code any more",
        f"{titles['charging']}: “N” now means free",
        "The column “Colour” is no longer left out",
        "The column “Zone” is left out: told elsewhere",
        "The headings that the file must have: changed",
        "The title: now “Theirs”",
    }


def test_changes_when_a_column_is_only_read_otherwise_then_it_says_so():
    new = {**OLD, "fields": {**OLD["fields"], "name": {"column": "Name", "steps": ["upper"]}}}
    assert changes_in_words(OLD, new, MODEL) == [
        f"{MODEL.fields['name'].title}: its values are read in another way"
    ]


def test_changes_when_only_the_order_of_headings_differs_then_there_is_no_sentence():
    assert changes_in_words(OLD, {**OLD, "layout": ["Charge", "Zone", "Name"]}, MODEL) == []
