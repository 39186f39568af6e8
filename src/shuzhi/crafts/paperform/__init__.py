"""The paper sheet (测评表): a form in words -> a layout in millimetres -> a PDF of many sheets.

Usable alone: knows neither the institution nor a web framework; no clock, no randomness. The same
``Layout`` that prints the sheet is what a reading machine needs to find the boxes on a photograph.
"""

from .form import Form, FormError, Grade, Question, Reporter
from .layout import layout
from .press import print_pdf
from .qr import group_code, payload, split_payload
from .shapes import Box, Layout, Line, Marker, Page, Rect, Words

__all__ = [
    "Box",
    "Form",
    "FormError",
    "Grade",
    "Layout",
    "Line",
    "Marker",
    "Page",
    "Question",
    "Rect",
    "Reporter",
    "Words",
    "group_code",
    "layout",
    "payload",
    "print_pdf",
    "split_payload",
]
