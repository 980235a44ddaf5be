"""How well a heading fits a name that is known for a field."""

from __future__ import annotations

from collections.abc import Set

from .data_files import read_table, weights
from .headings import Heading, HeadingReader, stem

_IN_WORDS = {"description", "name", "label"}  # “Expense code description” is no expense code
_MOST_REMEMBERED = 100_000


class Likeness:
    """Compare headings for one model; ``model_words`` are those that name the model itself."""

    def __init__(self, reader: HeadingReader, model_words: Set[str]) -> None:
        self.reader = reader
        self.model_words = model_words
        self.weights = weights("heading")
        self._memory: dict[tuple[str, str], float] = {}
        self.qualifiers = {stem(word) for word in read_table("words")["qualifiers"]}
        self.light = {stem(word) for word in read_table("words")["light"]}

    def weight(self, word: str) -> float:
        """Return how much a word says: least when it names the model, little when many have it."""
        if word in self.model_words:
            return self.weights["model"]
        if word.isdigit():
            return self.weights["model"]
        if word in self.light:
            return self.weights["light"]
        return 1.0

    def says_little(self, heading: Heading) -> bool:
        """Say whether a heading has only words that many columns have."""
        return all(self.weight(word) < 1 for word in heading.words)

    def __call__(self, heading: Heading, name: Heading) -> float:
        """Return 0 (nothing in common) to ``same`` (the same words)."""
        pair = (heading.text, name.text)
        found = self._memory.get(pair)
        if found is None:
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[pair] = self._compare(heading, name)
        return found

    def _compare(self, heading: Heading, name: Heading) -> float:
        if heading.is_useless or not name.words:
            return 0.0
        same = self.weights["same"]
        if heading.squashed == name.squashed or heading.word_set == name.word_set:
            return same * heading.certainty
        matched, left = self._matched(heading.word_set, name.word_set)
        if not matched:
            return 0.0
        differing = heading.word_set ^ name.word_set
        telling = differing & self.qualifiers
        if "code" in heading.word_set and "code" in name.word_set:
            telling |= differing & _IN_WORDS
        factor = self.weights["qualifier"] if telling else 1.0
        return same * matched / (matched + left) * heading.certainty * factor

    def _matched(self, ours: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
        """Return the weight of the words that agree, and of those that do not."""
        both = ours & theirs
        matched = sum(self.weight(word) for word in both)
        if both and all(word in self.model_words for word in both):
            matched = 0.0
        left_ours, left_theirs = set(ours - both), set(theirs - both)
        lost = 0.0
        for word in sorted(left_ours, key=lambda w: -self.weight(w)):
            other = next((o for o in sorted(left_theirs) if self.reader.same_group(word, o)), None)
            if other is not None:
                left_ours.discard(word)
                left_theirs.discard(other)
                weight = max(self.weight(word), self.weight(other))
                matched += weight * self.weights["group"]
                lost += weight * (1 - self.weights["group"])
        lost += sum(map(self.weight, left_ours)) + sum(map(self.weight, left_theirs))
        if not both:
            matched *= self.weights["groups_only"]
        return matched, lost
