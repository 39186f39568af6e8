"""The journal: every act one line, chained; whatever people do in whatever order, the chain holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.builders import a_round
from tests.cast import Cast, make_cast

from shuzhi.acts import plan as acts
from shuzhi.acts import study
from shuzhi.acts._perform import Refused
from shuzhi.reads.journal import verify_chain
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.states import STATES

DATES = {"starts_on": date(2026, 4, 1), "meeting_on": date(2026, 5, 16), "ends_on": date(2026, 6, 10)}


@pytest.fixture
def round_(db: None) -> m.Round:
    cast = make_cast()
    made = a_round(cast)
    for number in range(4):
        # A replayed moment is written in the district's zone and read back in UTC: the same line.
        with clock.at(date(2026, 4, 1 + number)):
            study.record(cast.town_office, made, on=clock.today(), form="动员会", title=f"第{number}次")
    return made


def test_the_chain_holds_over_moments_of_any_zone(round_: m.Round) -> None:
    chain = verify_chain()
    assert (chain.whole, chain.length) == (True, 4)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "后来补的理由"),
        ("person_name", "别人"),
        ("target", "adopted"),
        ("detail", {"title": "假"}),
        ("office", "deputy"),
    ],
)
def test_a_changed_line_is_found(round_: m.Round, field: str, value: object) -> None:
    second = m.Entry.objects.order_by("pk")[1]
    m.Entry.objects.filter(pk=second.pk).update(**{field: value})
    assert verify_chain().broken_at == second.pk


def test_a_line_taken_out_is_found(round_: m.Round) -> None:
    entries = list(m.Entry.objects.order_by("pk"))
    m.Entry.objects.filter(pk=entries[1].pk).delete()
    assert verify_chain().broken_at == entries[2].pk


def test_a_changed_line_with_its_hash_made_anew_breaks_the_next(round_: m.Round) -> None:
    entries = list(m.Entry.objects.order_by("pk"))
    entries[1].reason = "改过"
    m.Entry.objects.filter(pk=entries[1].pk).update(reason="改过", digest=entries[1].computed_digest())
    assert verify_chain().broken_at == entries[2].pk


def test_a_line_is_neither_saved_again_nor_deleted(round_: m.Round) -> None:
    entry = m.Entry.objects.first()
    assert entry is not None
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


class PlanInAnyOrder(RuleBasedStateMachine):
    """Draft, revise, submit, return and adopt, by anybody and in any order."""

    cast: Cast
    round: m.Round

    def __init__(self) -> None:
        super().__init__()
        # Each example in a transaction of its own, undone at its end.
        self.apart = transaction.atomic()
        self.apart.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.apart.__exit__(None, None, None)

    @initialize()
    def house(self) -> None:
        self.cast = make_cast()
        self.round = a_round(self.cast)
        self.people = [
            self.cast.town_office,
            self.cast.leader,
            self.cast.chairpersons,
            self.cast.presidium,
            self.cast.deputy,
        ]

    def attempt(self, perform: object, *args: object, **kwargs: object) -> None:
        before = m.Entry.objects.count()
        try:
            perform(*args, **kwargs)  # type: ignore[operator]
            written = 1
        except Refused:
            written = 0
        assert m.Entry.objects.count() == before + written

    @rule(who=st.integers(0, 4), days=st.dates(date(2026, 3, 1), date(2026, 12, 1)))
    def draft(self, who: int, days: date) -> None:
        self.attempt(acts.draft, self.people[who], self.round, text="方案", **DATES | {"ends_on": days})

    @rule(
        what=st.sampled_from(["revise", "submit", "adopt", "return_"]),
        who=st.integers(0, 4),
        reason=st.sampled_from(["", " ", "理由"]),
        meeting=st.dates(date(2026, 4, 1), date(2026, 7, 1)),
    )
    def act(self, what: str, who: int, reason: str, meeting: date) -> None:
        plan = m.Plan.objects.first()
        if plan is None:
            return
        sat = {"sat_on": date(2020, 1, 1), "chair": "甲", "decision": "乙", "minutes_number": "1"}
        more: dict[str, object] = {
            "revise": {"text": "方案", **DATES, "meeting_on": meeting},
            "submit": {},
            "adopt": sat,
            "return_": sat | {"remarks": "改"},
        }[what]
        self.attempt(getattr(acts, what), self.people[who], plan, reason=reason, **more)

    @invariant()
    def whole(self) -> None:
        plan = m.Plan.objects.first()
        if plan is None:
            return
        assert plan.state in STATES["plan"]
        assert (plan.state == "adopted") == (plan.sitting_id is not None)
        numbers = list(plan.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert verify_chain().whole


@pytest.mark.django_db
def test_plan_acts_in_any_order_leave_a_known_state_and_a_whole_chain() -> None:
    run_state_machine_as_test(
        PlanInAnyOrder,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
