"""Which scripts write no spaces between words, so that their texts are compared and searched sign by sign."""

import re

# Thai and Lao; Burmese; Khmer; Chinese and Japanese, with the signs 々, 〆 and 〇 that stand among theirs.
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Korean has spaces, but adds to a word what others write apart: a search for the word must find it with that, too.
# PostgreSQL searches the same signs in pairs: search_paired() in finding/sql/words.sql.
PAIRED = (*UNSPACED, (0xAC00, 0xD7AF))


def _one_of(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]")


_UNSPACED_SIGN, _PAIRED_SIGN = _one_of(UNSPACED), _one_of(PAIRED)


def is_unspaced(text: str) -> bool:
    """Whether some sign of the text is of a script that writes no spaces between words."""
    return bool(_UNSPACED_SIGN.search(text))


def is_paired(text: str) -> bool:
    """Whether some sign of the text is of a script in which a word is also looked for inside longer ones."""
    return bool(_PAIRED_SIGN.search(text))
