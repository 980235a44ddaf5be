"""The guess: which model a table is of, what its columns hold, and which codes its values mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..crosswalks import Crosswalk
from ..models import Model
from ..readers import Table
from .choice import choose_model, score_model
from .inspected import InspectedFile
from .known_names import knowledge_of
from .model_reading import ModelReading
from .result import Guess
from .sample import take_sample


def guess(
    table: Table,
    models: Sequence[Model],
    crosswalks: Iterable[Crosswalk] = (),
    *,
    model: str | None = None,
) -> Guess:
    """Return a first guess at how a table becomes a shared model.

    Looks at up to 5,000 rows. ``crosswalks`` are those of any publisher: their headings and value
    tables are learnt. ``model`` settles the model beforehand. Raises HarmoniseError when no row
    can be read.
    """
    knowledge = knowledge_of(models, tuple(crosswalks))
    file = InspectedFile(take_sample(table), knowledge)
    readings = {
        id: ModelReading(file, known)
        for id, known in knowledge.models.items()
        if model in (None, id)
    }
    scores = {
        id: score_model(
            knowledge,
            one.known,
            one.mapped(),
            file.sample.name,
            file.columns,
            file.headings,
        )
        for id, one in readings.items()
    }
    chosen, confidence, candidates = choose_model(scores)
    chosen = model or chosen
    if chosen is None:
        return file.without_model(confidence, candidates)
    return readings[chosen].guess(confidence, candidates)
