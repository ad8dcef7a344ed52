"""Which passwords are too common: those of Django's list of 20,000, also in the disguises in which long ones come."""

import re
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

# Words that come to mind here, and that no list of everybody's has.
OURS = {
    "contraseña",
    "coalicion",
    "coalition",
    "culturaldiversity",
    "diversidadcultural",
    "diversiteculturelle",
    "diversitéculturelle",
    "ficdc",
    "ifccd",
    "polyphonie",
    "polyphony",
    "unesco",
}
FROM_LETTER_TO_LETTER = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
NOT_LETTERS = re.compile(r"[\W\d_]+")
DISGUISES = str.maketrans("@4301$57!", "aaeoissti")


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses a common password, also with digits and marks around or in it, said twice, or with signs for letters."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        known = self.passwords | OURS
        if any(word in known or not word for word in _undisguised(password.casefold())):
            raise ValidationError(self.get_error_message(), code="password_too_common")


def _undisguised(password: str) -> set[str]:
    """What is left of a password without its disguises; nothing of one without letters."""
    inside = FROM_LETTER_TO_LETTER.search(password)
    undisguised = inside[0].translate(DISGUISES) if inside else ""
    bare = {NOT_LETTERS.sub("", password), NOT_LETTERS.sub("", undisguised)}
    return {_once(word) for word in bare}


def _once(word: str) -> str:
    """What a word repeats: "abab" is "ab" again; nothing if that is a sign or two."""
    period = (word + word).find(word, 1)
    return "" if 0 < period < min(3, len(word)) else word[:period] if word else ""
