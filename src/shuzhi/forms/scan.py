"""Forms of reading by machine: files handed in, what people see, what scrutineers decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, line
from shuzhi.forms.sheet import BLANK_KEY, TWO_MARKS_KEY
from shuzhi.reads.result import edition_of
from shuzhi.rules.scan import CHOICE, Choice
from shuzhi.rules.sheet import TWO_MARKS

KINDS = ".pdf,.tif,.tiff,.jpg,.jpeg,.png,.heic,.heif,image/*"
KEY = 32
NO_SCANS = ("thumbs.db", "desktop.ini")  # what systems leave in folders, beside hidden files


class ScansInput(forms.FileInput):
    allow_multiple_selected = True

    def use_required_attribute(self, initial: Any) -> bool:
        """A folder may be chosen instead."""
        return False


class ScansField(forms.FileField):
    """Several files at once; which of them can be read is found out when they are read."""

    widget = ScansInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one is not None]
        given = [one for one in given if not one.name.startswith(".") and one.name.lower() not in NO_SCANS]
        if not given:
            raise ValidationError(_("请选择扫描件或照片。"), code="required")
        return given


class UploadScans(ActForm):
    """Scans or photographs of filled sheets."""

    files = ScansField(  # type: ignore[assignment]
        label=_("扫描件或照片"),
        help_text=_(
            "PDF、多页 TIFF、JPEG、PNG、HEIC，可以一次选几个，每个不超过 80 MB。请用灰度，200–300 dpi，不要黑白二值。"
        ),
        widget=ScansInput(attrs={"accept": KINDS}),
    )


class AnswerForm(ActForm):
    """What the sheet says at one place: 1, 2, 3 … are the grades in the sheet's order; 0 is a blank; 9 is two marks."""

    page = line(_("图"), max_length=KEY)
    place = line(_("项目"), max_length=80)
    answer = forms.ChoiceField(label=_("这一处填的是"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        edition = edition_of(self.subject)
        self.keys: dict[str, str | None] = {
            **{str(n): g.key for n, g in enumerate(edition.grades, 1)},
            BLANK_KEY: None,
            TWO_MARKS_KEY: TWO_MARKS,
        }
        words = {BLANK_KEY: _("没填"), TWO_MARKS_KEY: _("填了两个")}
        labels = {str(n): g.label.zh for n, g in enumerate(edition.grades, 1)}
        self.offer("answer", [(key, labels.get(key) or words[key]) for key in self.keys])

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | {"answer": self.keys[values["answer"]]}


class ResolveForm(ActForm):
    """What becomes of a picture in conflict."""

    page = line(_("图"), max_length=KEY)
    choice = forms.ChoiceField(
        label=_("裁定"), choices=[(str(one), CHOICE[one].zh) for one in Choice], widget=forms.RadioSelect
    )


class DismissForm(ActForm):
    """A file that could not be read, and has been seen to."""

    file = line(_("扫描的文件"), max_length=KEY)
