"""The guess on every real file that has a crosswalk, without any crosswalk of its publisher."""

from __future__ import annotations

import pytest
from harmonise.guess.real_files import wanted_of, with_crosswalks
from harmonise.guess.scoring import Score, score

from ckanext.civic.harmonise.crosswalks import list_crosswalks
from ckanext.civic.harmonise.guess import Guess, guess
from ckanext.civic.harmonise.models import list_models

pytestmark = pytest.mark.needs_shared
LEAST_RECALL = 0.8
LEAST_MODELS = 0.9
# the same words mean two codes to the publishers of two files
AMBIGUOUS = {("indicator", "Property Count")}


@pytest.fixture(scope="module")
def guesses(shared):
    """Return each real file's guess, with the crosswalk of its own publisher left out."""
    found, models, every = [], list_models(), list_crosswalks()
    pairs = sorted(with_crosswalks(shared / "real"), key=lambda pair: pair[1].publisher.uri)
    for table, crosswalk in pairs:
        others = [one for one in every if one.publisher.uri != crosswalk.publisher.uri]
        told = free = guess(table, models, others)
        if free.model != crosswalk.model.id:
            told = guess(table, models, others, model=crosswalk.model.id)
        found.append((table, crosswalk, free, told))
    assert len(found) > 25
    return found


def codes_of(crosswalk, field: str) -> dict[str, str]:
    """Return the code of each value as the crosswalk has it."""
    expression = crosswalk.fields.get(field)
    tables = expression.get("codes", {}) if isinstance(expression, dict) else {}
    return {
        str(one["value"] if isinstance(one, dict) else one).casefold(): code
        for code, values in tables.items()
        for one in values
    }


def test_columns_when_guessed_then_four_fifths_are_mapped_and_none_wrongly(guesses):
    total = Score()
    for table, crosswalk, _, told in guesses:
        total += score(crosswalk.id, told, wanted_of(crosswalk, table))
    assert total.wrong == 0, "\n".join(total.details)
    assert total.recall >= LEAST_RECALL, "\n".join(total.details)


def test_model_when_guessed_then_is_that_of_the_crosswalk_or_none(guesses):
    models = [(free.model, crosswalk.model.id) for _, crosswalk, free, _ in guesses]
    assert not [pair for pair in models if pair[0] not in (None, pair[1])]
    assert sum(guessed is not None for guessed, _ in models) >= LEAST_MODELS * len(models)


def test_codes_when_guessed_then_none_contradicts_the_crosswalk(guesses):
    wrong, right, known = [], 0, 0
    for _, crosswalk, _, told in guesses:
        for found in told.codes:
            codes = codes_of(crosswalk, found.field)
            for one in found.values:
                wanted = codes.get(one.value.casefold())
                if wanted is None or (found.field, one.value) in AMBIGUOUS:
                    continue
                known += one.count
                right += one.count * (one.code == wanted)
                if one.code not in (None, wanted):
                    wrong.append((crosswalk.id, found.field, one.value, one.code, wanted))
    assert not wrong
    assert right >= LEAST_RECALL * known


@pytest.mark.parametrize(
    "name",
    [
        "trafford_cctv_cameras.csv",
        "trafford_public_funerals.csv",
        "prompt_payment.csv",
        "trafford_electric_vehicle_charging_locations.csv",
        "lsoa_to_ward_best-fit_lookup.csv",
    ],
)
def test_model_when_the_file_is_of_none_then_none_is_guessed(shared, name):
    from ckanext.civic.harmonise.readers import open_table

    path = next((shared / "real").rglob(name))
    assert guess_of(open_table(path)).model is None


def guess_of(table) -> Guess:
    """Return the guess with everything that is known."""
    return guess(table, list_models(), list_crosswalks())


def test_positions_when_latitude_and_longitude_are_contradicted_then_only_the_grid_is_proposed(
    guesses,
):
    found = {crosswalk.id: told for _, crosswalk, _, told in guesses}
    (position,) = found["stockport-streetlights"].positions
    assert (position.x, position.crs) == ("feat_cent_east", "EPSG:27700")
    assert any("lat" in note for note in found["stockport-streetlights"].notes)


def test_positions_when_degrees_are_of_the_old_datum_then_it_is_named(guesses):
    found = {crosswalk.id: told for _, crosswalk, _, told in guesses}
    assert [p.crs for p in found["trafford-streetlights"].positions] == ["EPSG:27700", "EPSG:4277"]


def test_samples_when_a_column_looks_personal_then_there_are_none(guesses):
    found = {crosswalk.id: told for _, crosswalk, _, told in guesses}
    columns = {one.column: one for one in found["salford-allotments"].columns}
    for name in ("Contact", "Contact_Phone", "Contact_Email"):
        assert columns[name].field is None
        assert "personal" in columns[name].ignore
        assert columns[name].samples == ()
