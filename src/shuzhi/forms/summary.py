"""Forms of the summary (4.4c, 4.4d)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, text
from shuzhi.reads.summary import bodies_of, suggested_text


class WriteSummary(ActForm):
    body = forms.TypedChoiceField(label=_("总结单位"))
    text = text(_("总结正文"), rows=20, max_length=20_000)

    def prepare(self) -> None:
        self.bodies = {body.pk: body for body in bodies_of(self.subject)}
        written = set(self.subject.summaries.values_list("body_id", flat=True))
        self.offer("body", [(pk, body.name) for pk, body in self.bodies.items() if pk not in written])
        self.initial = {"text": suggested_text(self.subject), **self.initial}

    def clean_body(self) -> object:
        return self.bodies[int(self.cleaned_data["body"])]


class ReviseSummary(ActForm):
    text = text(_("总结正文"), rows=20, max_length=20_000)

    def prepare(self) -> None:
        self.initial = {"text": self.subject.text, **self.initial}


class CommentSummary(ActForm):
    comment = text(_("批注意见"), rows=4)

    def prepare(self) -> None:
        self.initial = {"comment": self.subject.comment, **self.initial}


class ExchangeSummary(ActForm):
    good_practice = text(_("值得推广的做法"), rows=4)
