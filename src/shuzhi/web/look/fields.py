"""A form's field made ready for drawing: its kind, its control, its errors, its targets."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import forms
from django.forms.boundfield import BoundField

NAME = 40  # characters: no name is longer


@dataclass(frozen=True, slots=True)
class Drawn:
    """One field as ``parts/_field.html`` draws it."""

    bound: BoundField
    kind: str
    width: str = ""
    grades: bool = False
    control: str = ""
    max_length: int | None = None
    options: list[BoundField] = field(default_factory=list)

    @property
    def described_by(self) -> str:
        return self.bound.aria_describedby or ""


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Textarea):
        return "area"
    return "plain"


def _native(bound: BoundField) -> None:
    """The browser's own date and time pickers, for plain inputs only; a widget chosen on purpose stays."""
    widget = bound.field.widget
    for widget_class, field_class, kind, shape in (
        (forms.DateTimeInput, forms.DateTimeField, "datetime-local", "%Y-%m-%dT%H:%M"),
        (forms.DateInput, forms.DateField, "date", "%Y-%m-%d"),
        (forms.TimeInput, forms.TimeField, "time", "%H:%M"),
    ):
        if type(widget) is widget_class and isinstance(bound.field, field_class):
            widget.input_type, widget.format = kind, shape


def _width(asked: forms.Field) -> str:
    """A number is short, a name is middling: the box says how much is wanted."""
    if isinstance(asked.widget, forms.NumberInput):
        return "short"
    # The length of a choice or a date is the browser's affair.
    if isinstance(asked, forms.CharField) and type(asked.widget) is forms.TextInput:
        return "middle" if 0 < (asked.max_length or 0) <= NAME else ""
    return ""


def draw(bound: BoundField, width: str = "", rows: int | None = None, grades: bool = False) -> Drawn:
    """``width`` short or middle for inputs; ``rows`` for long texts; ``grades`` for the sheet's faces."""
    _native(bound)
    kind = _kind(bound)
    max_length = getattr(bound.field, "max_length", None)
    if kind == "plain" and not width:
        width = _width(bound.field)
    if kind == "choices":
        return Drawn(bound, kind, width, grades, options=list(bound))  # type: ignore[arg-type]
    attrs: dict[str, str | bool] = {}
    if kind == "area":
        asked = bound.field.widget.attrs.get("rows")
        # "10" is what Django gives a text area nobody sized: half a screen for one sentence.
        attrs["rows"] = str(rows or (asked if asked not in (None, "10") else 5))
    return Drawn(bound, kind, width, grades, bound.as_widget(attrs=attrs), max_length)


def first_target(bound: BoundField) -> str:
    """The id an error's link goes to: a group's first button, or the field itself."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)
