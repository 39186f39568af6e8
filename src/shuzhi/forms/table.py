"""Act name -> its form; written out, and held to the register by a test."""

from __future__ import annotations

from shuzhi.forms import count, plan, programme, sheet, study
from shuzhi.forms.base import ActForm

FORMS: dict[str, type[ActForm]] = {
    "programme.draft": programme.DraftProgramme,
    "programme.revise": programme.ReviseProgramme,
    "programme.open": programme.BareForm,
    "programme.close": programme.BareForm,
    "round.open": programme.OpenRound,
    "round.advance": programme.BareForm,
    "round.close": programme.BareForm,
    "plan.draft": plan.DraftPlan,
    "plan.revise": plan.RevisePlan,
    "plan.submit": programme.BareForm,
    "plan.adopt": plan.AdoptPlan,
    "plan.return": plan.ReturnPlan,
    "study.record": study.RecordStudy,
    "study.answer_doubt": study.AnswerDoubt,
    "sheet.issue": sheet.IssueForm,
    "sheet.open": ActForm,
    "sheet.close_phones": ActForm,
    "sheet.admit_paper": sheet.AdmitForm,
    "sheet.enter": sheet.EntryForm,
    "sheet.settle": sheet.EntryForm,
    "count.draw_up": count.DrawUpForm,
    "count.explain": count.ExplainForm,
    "count.confirm": ActForm,
    "count.seal": ActForm,
    "count.announce": ActForm,
    "count.declare_void": count.VoidForm,
}
