"""Every model of the archive, for Django's eyes; one file a noun."""

from shuzhi.records.appraisal import Appraisal, AppraisalGroup
from shuzhi.records.archive import ArchiveBox
from shuzhi.records.attendance import Invitee
from shuzhi.records.body import Body, Constituency, Sitting
from shuzhi.records.count import Count
from shuzhi.records.duty import DutyEntry
from shuzhi.records.honour import Honour
from shuzhi.records.journal import Entry
from shuzhi.records.liaison import Liaison, Receipt
from shuzhi.records.meeting import AgendaItem, Meeting, Post, Question
from shuzhi.records.notice import Notice
from shuzhi.records.opinion import Opinion, Visit
from shuzhi.records.paper import SentPaper, SentVersion
from shuzhi.records.person import Invitation, Mandate, Person, Tenure, Voter
from shuzhi.records.plan import Plan, PlanVersion
from shuzhi.records.programme import Programme, Round, StageChange
from shuzhi.records.rectification import Goal, Measure, Progress, Voice
from shuzhi.records.report import Guidance, Report, ReportVersion
from shuzhi.records.roster import Reporter, Roster
from shuzhi.records.scan import ScanAnswer, ScanFile, ScanPage
from shuzhi.records.sheet import Checkpoint, Comment, Evaluation, Leaf, PaperEntry, Printing, SheetKind, Tag
from shuzhi.records.study import Doubt, Study
from shuzhi.records.summary import Summary
from shuzhi.records.template import Template

__all__ = [
    "AgendaItem",
    "Appraisal",
    "AppraisalGroup",
    "ArchiveBox",
    "Body",
    "Checkpoint",
    "Comment",
    "Constituency",
    "Count",
    "Doubt",
    "DutyEntry",
    "Entry",
    "Evaluation",
    "Goal",
    "Guidance",
    "Honour",
    "Invitation",
    "Invitee",
    "Leaf",
    "Liaison",
    "Mandate",
    "Measure",
    "Meeting",
    "Notice",
    "Opinion",
    "PaperEntry",
    "Person",
    "Plan",
    "PlanVersion",
    "Post",
    "Printing",
    "Programme",
    "Progress",
    "Question",
    "Receipt",
    "Report",
    "ReportVersion",
    "Reporter",
    "Roster",
    "Round",
    "ScanAnswer",
    "ScanFile",
    "ScanPage",
    "SentPaper",
    "SentVersion",
    "SheetKind",
    "Sitting",
    "StageChange",
    "Study",
    "Summary",
    "Tag",
    "Template",
    "Tenure",
    "Visit",
    "Voice",
    "Voter",
]
