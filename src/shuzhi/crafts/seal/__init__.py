"""The sealed record: one count of pen and phone that anyone can check (docs/decisions: the sealed record).

Usable alone: no web framework, no clock; randomness and the store are passed in. In order of a meeting:
``mint`` the codes, ``open_meeting``, the phones' ``seal``, ``Meeting.submit`` and ``flush``, ``stop``, ``void``,
``admit`` and ``add_paper``, ``close`` with two cards, ``bundle``; and ``verify.py``, which stands alone.
"""

from .batch import Batch
from .box import Signed, signed
from .bundle import bundle, fingerprint, two_roots
from .canon import Malformed
from .cards import Card, NoCard, WrongLength
from .cards import read as read_card
from .closing import Comments, Gap, Hand, Lack, close, declare_void, reconcile
from .codes import LENGTH, parse, tag
from .form import Filled, Receipt, legible, seal
from .meeting import Arrival, Meeting, Pending, Reason, Refused
from .opening import Asked, Opened, Pile, Plan, asked, mint, open_meeting
from .store import ANSWER, Change, Head, MemoryStore, Now, Phase, Raced, Row, Secrets, Sheet, Store, Use
from .tags import Tags

__all__ = [
    "ANSWER",
    "LENGTH",
    "Arrival",
    "Asked",
    "Batch",
    "Card",
    "Change",
    "Comments",
    "Filled",
    "Gap",
    "Hand",
    "Head",
    "Lack",
    "Malformed",
    "Meeting",
    "MemoryStore",
    "NoCard",
    "Now",
    "Opened",
    "Pending",
    "Phase",
    "Pile",
    "Plan",
    "Raced",
    "Reason",
    "Receipt",
    "Refused",
    "Row",
    "Secrets",
    "Sheet",
    "Signed",
    "Store",
    "Tags",
    "Use",
    "WrongLength",
    "asked",
    "bundle",
    "close",
    "declare_void",
    "fingerprint",
    "legible",
    "mint",
    "open_meeting",
    "parse",
    "read_card",
    "reconcile",
    "seal",
    "signed",
    "tag",
    "two_roots",
]
