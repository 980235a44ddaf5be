"""From a council's values to the codes of a shared list, or to concepts of the council's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ckanext.civic.core.nquads import path_segment
from ckanext.civic.core.slug import slug

from ..models import CodeList
from .problems import ValueProblem
from .rules import Rules
from .transforms import Step

# In front of a value that has no code and stays the council's own
OWN = "\x1f"


def coding(codes: Mapping[str, Sequence[Any]] | None, code_list: CodeList, rules: Rules) -> Step:
    """Return the step from the council's value, in any case, to a code of the list.

    ``codes`` has, by code, the council's texts, or mappings with ``value`` and what is known of
    the match; a label or an alternative of the list that they do not mention counts as well.
    Without them the list's own codes, labels and alternative labels count.
    A value without a code is a problem, unless the list is open: then it comes back marked `OWN`.
    Raises ValueError for an unknown code and a value with two codes.
    """
    table = words_of_list(code_list)
    if codes is not None:
        given = _table(codes, code_list)
        rules.register("code value", given)
        table = {**_labels(code_list, table), **given}

    def step(text: str) -> str:
        folded = text.casefold()
        found = table.get(folded)
        if found is not None:
            rules.use("code value", folded)
            rules.codes.add(found)
            return found
        if not text:
            return ""  # the steps before took all of it: there is no value
        if code_list.is_open:
            return OWN + text
        raise ValueProblem(f"a known {code_list.title.lower()} value", check="unmapped_codes")

    return step


def own_slug(text: str) -> str:
    """Return the last segment of the address of a council's own concept."""
    return slug(text) or path_segment(text)


def _table(codes: Mapping[str, Sequence[Any]], code_list: CodeList) -> dict[str, str]:
    table: dict[str, str] = {}
    for code, values in codes.items():
        if code not in code_list.codes:
            raise ValueError(f"the list “{code_list.id}” has no code “{code}”")
        for one in values:
            value = str(one["value"] if isinstance(one, Mapping) else one).strip()
            if table.setdefault(value.casefold(), code) != code:
                raise ValueError(f"the value “{value}” has two codes")
    return table


def words_of_list(code_list: CodeList) -> dict[str, str]:
    """Return folded word → code, by ids, then labels, then alternatives of a list.

    A word of two codes means none.
    """
    table: dict[str, str] = {}
    words: list[Callable[[Any], Sequence[str]]] = [
        lambda code: [code.id],
        lambda code: [code.label],
        lambda code: code.alternatives,
    ]
    for of in words:
        found: dict[str, set[str]] = {}
        for code in code_list.codes.values():
            for word in of(code):
                found.setdefault(word.casefold(), set()).add(code.id)
        clear = {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}
        table = {**clear, **table}
    return table


def _labels(code_list: CodeList, words: Mapping[str, str]) -> dict[str, str]:
    """Return the words that are a label or an alternative; an id may be a council's own letter."""
    said = {
        (word.casefold(), code.id)
        for code in code_list.codes.values()
        for word in (code.label, *code.alternatives)
    }
    return {word: id for word, id in words.items() if (word, id) in said}


class OwnConcepts:
    """The council's own concepts of one field with an open list.

    ``rows`` counts the values of the field, ``coded`` those with a code of the shared list,
    ``values`` the others by the council's text.
    """

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.rows = self.coded = 0
        self.values: Counter[str] = Counter()

    def address(self, text: str) -> str:
        """Return the address of the concept that a text stands for."""
        return f"{self.scheme}/{own_slug(text)}"

    def count(self, values: Sequence[str]) -> None:
        """Count the values of a batch, as `coding` gives them; several are divided by "|"."""
        for value, times in Counter(values).items():
            for one in filter(None, value.split("|")):
                self.rows += times
                if one.startswith(OWN):
                    self.values[one.removeprefix(OWN)] += times
                else:
                    self.coded += times
