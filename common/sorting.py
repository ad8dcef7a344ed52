"""The order of names, as the readers of a language expect it."""

import unicodedata

# Letters that stand by themselves in an alphabet, right after the letter that they look like.
OWN_LETTERS = {"es": {"ñ": "n\uffff"}}
# Letters that Unicode does not take apart, as they are sorted everywhere else.
AS_OTHERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)


def sort_key(text: str, language: str) -> tuple[str, str]:
    """What sorts a name: its letters without accents and case; among equals, the name as it is."""
    letters = text.casefold()
    for letter, place in OWN_LETTERS.get(language.partition("-")[0], {}).items():
        letters = letters.replace(letter, place)
    apart = unicodedata.normalize("NFKD", letters.translate(AS_OTHERS))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return "".join(char for char in bare if char.isalnum() or char.isspace() or char == "\uffff"), text
