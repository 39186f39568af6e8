"""Forms of the count."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, text

MOST = 100_000


class DrawUpForm(ActForm):
    """The sheets nobody used, counted by hand, and where missing ones went."""

    unused = forms.IntegerField(
        label=_("没有用的测评表"),
        min_value=0,
        max_value=MOST,
        help_text=_("发剩下的、没有人领的空白表，数两遍。数完当众撕毁。"),
    )
    explanation = text(
        _("差额说明"),
        rows=3,
        required=False,
        max_length=1000,
        help_text=_("有测评表没有着落时写明原因，会印在计票报告单上。"),
    )


class ExplainForm(DrawUpForm):
    def prepare(self) -> None:
        self.fields["unused"].initial = self.subject.unused
        self.fields["explanation"].initial = self.subject.explanation


class VoidForm(ActForm):
    void_because = text(_("作废的原因"), rows=3, max_length=1000)
