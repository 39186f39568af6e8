"""Forms of the office's own templates (D0011): the file is checked before the act is asked for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.crafts.office.template import check
from shuzhi.crafts.office.template_file import BYTES, Unfit
from shuzhi.forms.base import ActForm
from shuzhi.papers.own import known_names, templated
from shuzhi.rules.template import unfit


class UploadTemplate(ActForm):
    """The kind of paper, and the Word file."""

    paper = forms.ChoiceField(label=_("哪一种文书"))
    file = forms.FileField(
        label=_("模板文件"),
        help_text=_("Word 文档（.docx），不超过 3 MB，不带宏。"),
        max_length=120,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("请选择模板文件。")},
    )

    def prepare(self) -> None:
        english = (get_language() or "").startswith("en")
        self.offer("paper", [(p.name, p.label.en if english else p.label.zh) for p in templated()])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given, paper = values.pop("file", None), values.get("paper")
        if given is None or not paper:
            return values
        data = given.read(BYTES + 1)
        try:
            found = check(data, known_names(self.actor, self.subject, paper))
        except Unfit as error:
            said = unfit(error.kind, error.what)
            self.add_error("file", said.en if (get_language() or "").startswith("en") else said.zh)
            return values
        return values | {
            "filename": given.name,
            "data": found.data,
            "uses": list(found.used),
            "removed": list(found.removed),
            "flaws": [
                asdict(one) | {"place": [one.place.kind, *one.place.numbers] if one.place else None}
                for one in found.flaws
            ],
        }
