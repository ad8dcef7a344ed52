"""Words as they are compared: without case, accents, vowel signs, and letters that only look different.

PostgreSQL makes the same of what it keeps: plain_words() of common/sql/plain_words.sql.
"""

import re
import unicodedata

# Letters that Unicode does not take apart, and those of Arabic and Persian keyboards that readers take for the same.
SAME = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": ""}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """A text as it is compared."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(SAME)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared, in their order."""
    return WORD.findall(plain(text))
