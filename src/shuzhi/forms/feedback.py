"""The form of handing the feedback over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, day
from shuzhi.records import clock


class HandOverForm(ActForm):
    """On which day the deputy was given it."""

    on = day(_("反馈日期"), help_text=_("把评议意见和测评结果书面交给代表本人的那一天。"))

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()
