"""Act name -> the function that performs it; written out, and held to the register by a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shuzhi.acts import count, plan, programme, sheet, study
from shuzhi.acts import round as round_acts

ACTS: dict[str, Callable[..., Any]] = {
    "programme.draft": programme.draft,
    "programme.revise": programme.revise,
    "programme.open": programme.open_,
    "programme.close": programme.close,
    "round.open": round_acts.open_,
    "round.advance": round_acts.advance,
    "round.close": round_acts.close,
    "plan.draft": plan.draft,
    "plan.revise": plan.revise,
    "plan.submit": plan.submit,
    "plan.adopt": plan.adopt,
    "plan.return": plan.return_,
    "study.record": study.record,
    "study.answer_doubt": study.answer_doubt,
    "sheet.issue": sheet.issue,
    "sheet.open": sheet.open_,
    "sheet.close_phones": sheet.close_phones,
    "sheet.admit_paper": sheet.admit_paper,
    "sheet.enter": sheet.enter,
    "sheet.settle": sheet.settle,
    "count.draw_up": count.draw_up,
    "count.explain": count.explain,
    "count.confirm": count.confirm,
    "count.seal": count.seal,
    "count.announce": count.announce,
    "count.declare_void": count.declare_void,
}
