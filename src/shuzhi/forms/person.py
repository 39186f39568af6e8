"""Forms about people: importing, adding, appointing, ending an office, merging, and accepting an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms import drafts
from shuzhi.forms.base import ActForm, day, line
from shuzhi.reads import bodies, people
from shuzhi.records.clock import today
from shuzhi.rules.roles import OFFICE_NAMES, Office
from shuzhi.rules.tenure import OFFICES_OF

BYTES = 20 * 2**20
FILES = 20
KEYS = 4000


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each at most 20 MB; answers a list of (name, bytes)."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given and self.required:
            raise ValidationError(_("请选择要导入的文件。"))
        if len(given) > FILES:
            raise ValidationError(_("一次最多 %(n)s 个文件。"), params={"n": FILES})
        for one in given:
            if one.size > BYTES:
                raise ValidationError(_("“%(name)s”超过 20 MB，没有读取。"), params={"name": one.name})
        return [(one.name, one.read()) for one in given]


class UploadForm(forms.Form):
    """Chooses the files of an import."""

    files = FilesField(  # type: ignore[assignment]
        label=_("名册文件"),
        help_text=_("区、镇代表名册和选民代表名单，Excel（.xlsx）或 CSV，可以一次选几个，每个不超过 20 MB。"),
        widget=FilesInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def answers_in(data: Any) -> dict[str, str]:
    """The answers in a posted preview: ``answer:<key>``; the choice ``=text`` takes ``text:<key>``."""
    answers = {}
    for name in list(data)[:KEYS]:
        if name.startswith("answer:"):
            key, value = name.removeprefix("answer:"), data.get(name, "")
            answers[key[:600]] = (data.get(f"text:{key}", "") if value == "=text" else value).strip()[:200]
    return answers


class ImportForm(ActForm):
    """The import itself: a draft that was previewed (``draft``), or files sent along."""

    draft = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    files = FilesField(label=_("名册文件"), required=False)  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        token = values.pop("draft", "")
        given, answers = values.get("files") or [], answers_in(self.data)
        if token and not given:
            found = drafts.open_draft(self.actor.person, token)
            if found is None:
                raise ValidationError(_("上传的文件已过期（保留一小时），请重新上传。什么也没有导入。"))
            given, answers = list(found.files), {**found.answers, **answers}
        if not given and not self.errors:
            self.add_error("files", _("请选择要导入的文件。"))
        values["files"], values["answers"] = given, answers
        return values


class AddPersonForm(ActForm):
    """A person who stands on no roster."""

    name = line(_("姓名"), max_length=40)
    post = line(_("工作单位及职务"), required=False)
    phone = line(_("联系电话"), required=False, max_length=20)


class AppointForm(ActForm):
    """An office, the body it is held in, and the day it begins; the pair is one choice, so that it always fits."""

    place = forms.ChoiceField(label=_("职务"))
    since = day(_("任职日期"))

    def prepare(self) -> None:
        english = (get_language() or "").startswith("en")
        choices = []
        for body in bodies.bodies_to_appoint():
            offices = [
                (f"{body.pk}:{o.value}", OFFICE_NAMES[o].en if english else OFFICE_NAMES[o].zh)
                for o in OFFICES_OF[body.kind]
            ]
            name = bodies.full_name(body)
            choices.append((name.en if english else name.zh, offices))
        self.offer("place", [("", _("请选择")), *choices])
        self.fields["since"].initial = today()

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        pk, office = values.pop("place").split(":")
        values |= {"office": Office(office).value, "body": bodies.body(int(pk))}
        return values


class EndTenureForm(ActForm):
    until = day(_("免职日期"))

    def prepare(self) -> None:
        self.fields["until"].initial = today()


class MergeForm(ActForm):
    """Into whom: found among the namesakes of the person."""

    into = forms.ChoiceField(label=_("并入"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.offer("into", people.namesakes(self.actor, self.subject))

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | {"into": people.find(self.actor, int(values["into"]))}


class AcceptForm(forms.Form):
    """A name to sign in with, and a password typed twice; of an existing account the password alone."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=40,
        validators=[UnicodeUsernameValidator()],
        help_text=_("可用汉字、拼音或手机号。"),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        help_text=_("至少 8 个字符，不要只用数字。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            del self.fields["username"]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=name).exists():
            raise ValidationError(_("这个登录名已有人用，请换一个。"))
        return name

    def clean_password(self) -> str:
        password_validation.validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", _("两次输入的密码不一样。"))
        return values
