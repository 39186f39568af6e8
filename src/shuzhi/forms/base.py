"""What every form of an act shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shuzhi.rules.roles import Actor

REQUIRED = forms.Field.default_error_messages["required"]


class ActForm(forms.Form):
    """A form bound to who asks and to which record; subclasses set choices in ``prepare``.

    ``once`` makes a form sent twice count once. ``reason`` is asked for when a caution stands.
    """

    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=1000,
        required=False,
        label=_("理由"),
        help_text=_("“原则上”的要求没有满足时须写明理由，理由会存档并公开显示在该条要求旁。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, actor: Actor, subject: Any, **kwargs: Any) -> None:
        self.actor = actor
        self.subject = subject
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4().hex
        self.order_fields([*(n for n in self.fields if n not in ("reason", "once")), "reason", "once"])
        self.prepare()
        for field in self.fields.values():
            # "Please fill in" is not what one does with a list; a field with words of its own keeps them.
            asks = str(field.error_messages.get("required", ""))
            if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) and asks == str(REQUIRED):
                field.error_messages["required"] = _("请选一项。")

    def prepare(self) -> None:
        """Sets choices and first values from ``self.actor`` and ``self.subject``."""

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """The choices of a field that are known only for this actor and this record."""
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def offer_records(self, name: str, records: QuerySet[Any]) -> None:
        """The records a field chooses among."""
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = records

    def arguments(self) -> dict[str, Any]:
        """The act's keyword arguments; an empty ``once`` is no token."""
        values = dict(self.cleaned_data)
        values["once"] = values.get("once") or None
        return values


TOO_LARGE = re.compile(r"\s*[+-]?[0_]*[1-9](?:_?\d){18,}\s*")  # nineteen digits that count


class Several(forms.ModelMultipleChoiceField):
    """Several records to tick. A number no database can hold is a choice that is not there, never an exception."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if TOO_LARGE.fullmatch(str(one)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


FIRST_YEAR, LAST_YEAR = 1900, 2199


def _within_reason(value: date) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise forms.ValidationError(_("请核对年份。"), code="year")


def text(
    label: Any, *, rows: int = 5, required: bool = True, max_length: int = 10_000, **kwargs: Any
) -> forms.CharField:
    """A long text."""
    return forms.CharField(
        label=label, required=required, max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def line(label: Any, *, required: bool = True, max_length: int = 80, **kwargs: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, required=required, max_length=max_length, **kwargs)


def day(label: Any, *, required: bool = True, **kwargs: Any) -> forms.DateField:
    """A date; the calendar has an end, so what lies beyond any office's years is no date here."""
    return forms.DateField(label=label, required=required, widget=DateInput(), validators=[_within_reason], **kwargs)


def moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """A day and an hour, within the same years."""
    return forms.DateTimeField(label=label, widget=DateTimeInput(), validators=[_within_reason], **kwargs)


class SittingForm(ActForm):
    """A decision by a body: when it sat, who chaired, its decision, conditions, and the minutes' number."""

    sat_on = day(_("开会日期"))
    chair = line(_("主持人"), max_length=40)
    attended = forms.IntegerField(label=_("到会人数"), min_value=1, max_value=2000, required=False)
    decision = text(_("决定事项"), rows=3)
    conditions = text(_("附带意见"), rows=2, required=False)
    minutes_number = line(_("会议纪要编号"), max_length=40)
