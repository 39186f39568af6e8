"""The keeper in the database does what every keeper of a record must do (D0007), on SQLite and PostgreSQL."""

from collections.abc import Sequence

import pytest
from tests.builders import a_meeting, a_round
from tests.cast import make_cast
from tests.crafts.seal.test_store import contract

from shuzhi.acts.record import RecordKeeper
from shuzhi.crafts.seal import Secrets, Sheet, Signed
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


class PrintingFirst(RecordKeeper):
    """The same keeper, which finds the sheets printed when the record begins, as ``sheet.issue`` leaves them."""

    def begin(self, opening: Signed, secrets: Secrets, sheets: Sequence[Sheet]) -> None:
        if not m.SheetKind.objects.filter(meeting=self.meeting).exists():
            heaps = [m.SheetKind.objects.create(meeting_id=self.meeting, label=str(n)) for n in range(2)]
            m.Tag.objects.bulk_create(m.Tag(tag=s.tag, kind=heaps[s.pile], answer=s.answer) for s in sheets)
        super().begin(opening, secrets, sheets)


def test_the_keeper_in_the_database():
    cast = make_cast()
    meeting = a_meeting(cast, a_round(cast, state="meeting"))
    m.Evaluation.objects.create(meeting=meeting, salt=b"s" * 16)
    contract(lambda: PrintingFirst(meeting.pk))
