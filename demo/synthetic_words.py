"""Words and sentences for synthetic measures, spread as in natural languages: a few words everywhere, most hardly ever.

The frequent words are those of the demonstration register, so that searches have something real to find; the rare ones
are made of halves of these.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from random import Random

from demo.data_files import MEASURE_FILES, demonstration

VOCABULARY = 15_000  # different words in a language
LONGEST = 9_000  # characters of a text
UNSPACED = frozenset({"zh"})
ANSWERS = ("title", "main_features", "results_achieved")


def zipf(count: int, flatness: float = 2.7) -> list[float]:
    """Cumulative weights of `count` things, of which the first is by far the most common."""
    return list(accumulate((rank + flatness) ** -1.1 for rank in range(1, count + 1)))


class Writer:
    """Writes titles and texts in one language; the same for the same seed."""

    def __init__(self, language: str, seed: int) -> None:
        self.random = Random(f"{seed} {language}")  # noqa: S311  (nothing here is a secret)
        self.joint = "" if language in UNSPACED else " "
        self.full_stop = "。" if language in UNSPACED else "."
        self.words = self._vocabulary(list(_frequent_words(language)))
        self.weights = zipf(len(self.words))

    def _vocabulary(self, frequent: list[str]) -> list[str]:
        words = dict.fromkeys(frequent)
        halves = [word for word in frequent if len(word) > 1] or frequent
        for _attempt in range(3 * VOCABULARY):
            if len(words) >= VOCABULARY:
                break
            first, second = self.random.choice(halves), self.random.choice(halves)
            words[first[: (len(first) + 1) // 2] + second[len(second) // 2 :]] = None
        return list(words)

    def _some(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def phrase(self, least: int, most: int) -> str:
        """A few words that begin like a sentence and have no full stop."""
        return self._sentence(self._some(self.random.randint(least, most)))

    def _sentence(self, words: list[str]) -> str:
        text = self.joint.join(words)
        return text[0].upper() + text[1:]

    def text(self, typical: int) -> str:
        """Paragraphs of about `typical` words altogether: mostly fewer, now and then many more."""
        words = self._some(max(5, int(self.random.lognormvariate(0, 0.8) * typical)))
        sentences, start = [], 0
        while start < len(words):
            length = self.random.randint(6, 22)
            sentences.append(self._sentence(words[start : start + length]) + self.full_stop)
            start += length
        return self._paragraphs(sentences)[:LONGEST]

    def _paragraphs(self, sentences: list[str]) -> str:
        paragraphs, start = [], 0
        while start < len(sentences):
            length = self.random.randint(2, 6)
            paragraphs.append(self.joint.join(sentences[start : start + length]))
            start += length
        return "\n\n".join(paragraphs)


def _frequent_words(language: str) -> Iterator[str]:
    """The words of the demonstration register in this language, the most frequent first."""
    pattern = r"\w" if language in UNSPACED else r"[^\W\d_]+"
    counts = Counter(re.findall(pattern, re.sub(r"https?://\S+", "", _demonstration_texts()[language]).lower()))
    return (word for word, _count in counts.most_common())


@cache
def _demonstration_texts() -> dict[str, str]:
    texts: dict[str, str] = defaultdict(str)
    for name in MEASURE_FILES:
        for record in demonstration(f"measures/{name}"):
            texts[record["language"]] += " ".join(record.get(name, "") for name in ANSWERS) + " "
    return texts
