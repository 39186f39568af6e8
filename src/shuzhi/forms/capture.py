"""The form of one photograph of a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm

MOST_BYTES = 25_000_000


class CatchForm(ActForm):
    """What a phone's camera saw; ``keep`` when it is not clear and people shall look at it."""

    picture = forms.FileField(label=_("照片"))
    keep = forms.BooleanField(label=_("看不清也留下，请人看"), required=False)

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture.size > MOST_BYTES:
            raise ValidationError(_("照片超过 25 MB，请把相机的像素调小。"))
        return picture
