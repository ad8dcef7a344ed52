"""What a coordinator types about the coalition itself."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from coalitions.models import Coalition
from coalitions.profile import FIELDS, Profile, profile_of

LONGEST = 10_000


class ProfileForm(forms.ModelForm):
    """The coalition's own fields; the record itself is not saved by it."""

    class Meta:
        model = Coalition
        fields = FIELDS
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "acronym": forms.TextInput(attrs={"dir": "auto", "size": 12}),
            "former_names": forms.Textarea(attrs={"dir": "auto", "rows": 3}),
            "description": forms.Textarea(attrs={"dir": "auto", "rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("former_names", "description"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        raise NotImplementedError  # what is typed is proposed

    @property
    def typed(self) -> Profile:
        """What the form says, once it is valid."""
        return profile_of(self.instance)
