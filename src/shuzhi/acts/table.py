"""Act name -> the function that performs it; written out, and held to the register by a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shuzhi.acts import appraisal, attendance, count, meeting, plan, programme, sheet, study
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
    "meeting.plan": meeting.plan,
    "meeting.arrange": meeting.arrange,
    "meeting.invite": attendance.invite,
    "meeting.reply": attendance.reply,
    "meeting.appoint": meeting.appoint,
    "meeting.call": meeting.call,
    "meeting.admit": attendance.admit,
    "meeting.walk_in": attendance.walk_in,
    "meeting.open": meeting.open_,
    "meeting.start_item": meeting.start_item,
    "meeting.ask": meeting.ask,
    "meeting.answer": meeting.answer,
    "meeting.close": meeting.close,
    "appraisal.group": appraisal.group,
    "appraisal.start": appraisal.start,
    "appraisal.hand_in": appraisal.hand_in,
    "appraisal.hear": appraisal.hear,
}
