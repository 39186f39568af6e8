"""Every piece of the look on one page, drawn without records: for the tests and for looking at it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace as Row

from django import forms
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from shuzhi.rules.verdict import Caution, Lack, Text, Verdict

HERE = Path(__file__).parent / "templates"
T = Text


class VisitForm(forms.Form):
    kind = forms.ChoiceField(
        label=T("方式", "Form"),
        choices=[("visit", T("走访", "Visit")), ("call", T("电话", "Telephone"))],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=T("日期", "Date"), help_text=T("走访的那一天", "The day of the visit"))
    voter = forms.CharField(label=T("选民姓名", "Voter's name"), required=False, max_length=40)
    said = forms.CharField(label=T("选民说了什么", "What the voter said"), max_length=500, widget=forms.Textarea)
    named = forms.BooleanField(label=T("选民同意写出姓名", "The voter agrees to be named"), required=False)
    where = forms.MultipleChoiceField(
        label=T("涉及", "Concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("road", T("道路", "Roads")), ("school", T("学校", "Schools"))],
    )


GRADES = [
    ("3", T("满意", "Satisfied")),
    ("2", T("基本满意", "Fairly satisfied")),
    ("1", T("不满意", "Not satisfied")),
    ("0", T("不了解", "Cannot say")),
]
ASPECTS = [
    T("遵守法律，贯彻政策", "Keeping the law, carrying out policy"),
    T("出席会议，执行决议", "Sessions and resolutions"),
    T("联系选民，反映意见", "Contact with voters"),
]


def grades_form() -> forms.Form:
    def grade(label: Text) -> forms.ChoiceField:
        return forms.ChoiceField(label=label, choices=GRADES, widget=forms.RadioSelect)

    form = forms.Form({"overall": "3", "a1": "2"})
    form.fields["overall"] = grade(T("周锡良代表　总体评价", "Zhou Xiliang: overall"))
    for n, aspect in enumerate(ASPECTS, 1):
        form.fields[f"a{n}"] = grade(T(f"{n}　{aspect.zh}", f"{n}. {aspect.en}"))
    form._errors = {}
    return form


WORDS = {
    "result": T("测评结果", "Result of the evaluation"), "identity": T("发出 58 份 = 收回 57 份 + 未收回 1 份；收回 57 份 = 有效 56 份 + 无效 1 份。", "58 issued = 57 returned + 1 not returned; 57 returned = 56 valid + 1 void."),
    "aspect": T("五个方面", "Five aspects"), "present": T("到会", "Present"), "acts": T("可以办的事", "What can be done"), "form": T("登记走访", "Record a visit"), "cancel": T("取消", "Cancel"),
    "check": T("核对", "Check your answers"), "changes": T("改了什么", "What changed"), "nothing": T("还没有意见", "No opinions yet"), "nothing_text": T("征求意见后会列在这里。", "They are listed here once gathered."), "collect": T("登记意见", "Record an opinion"),
    "reporters": T("述职代表", "Reporters"), "place": T("港下选区 · 区人大代表", "Gangxia constituency · district deputy"), "recent": T("最近", "Lately"), "sheet": T("测评表", "Evaluation sheet"),
    "secret": T("不记名。系统不记录这张表是谁填的。", "Secret. The system does not record who filled in this sheet."), "fill": T("填写", "Fill in"), "look_again": T("看一遍，再投", "Look it over, then cast"), "filled": T("已填 {n} 项，共 {all} 项", "{n} of {all} filled in"),
    "door": T("签到", "Check-in"), "short": T("已签到，还差 9 人", "checked in, 9 more needed"), "heads": T("村民组长", "Villagers' group heads"), "voters": T("选民代表", "Voter representatives"), "party": T("党组织负责人", "Party heads"), "arrived": T("陈惠芬　已签到", "Chen Huifen is checked in"),
    "search": T("姓名、拼音首字母或手机后四位", "Name, initials or last four digits"), "checkin": T("签到", "Check in"), "here": T("已到", "Here"), "walkin": T("名单上没有？现场登记", "Not listed? Register here"), "undo": T("撤销上一个：陈惠芬", "Undo the last: Chen Huifen"),
    "agenda": T("议程", "Agenda"), "speaking": T("正在述职", "Reporting now"), "left": T("还有", "Left"), "next": T("下一位", "Next"), "then": T("随后：分组评议，填写测评表（不记名）", "Then: appraisal in groups, secret evaluation"), "behind": T("比计划晚 4 分钟", "4 minutes behind plan"),
}  # fmt: skip


def context(request: object) -> dict[str, object]:
    at = timezone.now() - dt.timedelta(hours=5)
    fifty = Caution(
        "4.3a",
        T(
            "原则上不少于 50 人，按现有答复预计到会 46 人。建议今天再电话联系：港下选区 9 人、山联村 4 人。",
            "In principle no fewer than 50; by the replies so far 46 will come. Call today: 9 in Gangxia, 4 in Shanlian.",
        ),
    )
    missing = Lack(
        "4.1a", T("方案还没有通过", "The plan has not been adopted"), T("主任会议", "the chairpersons' meeting")
    )
    counts = list(zip([label for _, label in GRADES], (39, 11, 4, 2), strict=True))
    done = {"state": "done", "clauses": ["4.3a"]}
    tasks = [
        {**done, "title": T("确定时间、地点、参加对象", "Fix time, place and attendees"), "detail": T("东港镇文化中心二楼，11月12日", "Donggang culture centre, 12 November"), "who": T("李　梅", "Li Mei")},
        {"title": T("邀请参加人员", "Invite the attendees"), "url": "#", "state": "todo", "detail": T("已邀请 63 人，答复参加 41 人，谢绝 6 人，未答复 16 人", "63 invited, 41 coming, 6 declined, 16 silent"), "clauses": ["4.3a"], "cautions": [fifty], "next_url": "#", "next_label": T("打开电话单", "Open the call list")},
        {"title": T("印制测评表", "Print the sheets"), "url": "#", "state": "begun", "detail": T("70 份（含备用 7 份），大字版", "70 sheets (7 spare), large print"), "clauses": ["4.3b", "D0001"]},
        {"title": T("补邀述职代表所在单位党组织负责人", "Invite the head of the workplace's Party organisation"), "url": "#", "state": "late", "word": T("逾期 2 天", "2 days late"), "detail": T("尚未邀请", "not invited yet"), "clauses": ["4.3a"], "lacks": [missing]},
        {"title": T("签到、述职、评议、测评", "Check-in, reports, appraisal, evaluation"), "state": "wait", "word": T("会议当天开始", "Starts on the day"), "detail": T("11月27日 14:00 起，按议程五项进行", "27 November, from 14:00, in five items"), "clauses": ["3.1", "5.3"]},
    ]  # fmt: skip
    row = Row(name="meeting.call", label=T("召开会议", "Call the meeting"), clause="4.3a")
    acts = [Row(row=row, pk=1, url="/act/meeting.call/1", allowed=True, verdict=Verdict()), Row(row=row, pk=2, url="/act/meeting.call/2", allowed=True, verdict=Verdict((), (fifty,))), Row(row=row, pk=3, url="/act/meeting.call/3", allowed=False, verdict=Verdict((missing,)))]  # fmt: skip
    entries = [Row(at=at, who=T("李　梅", "Li Mei"), label=T("登记答复 3 人", "recorded 3 replies"), detail="", reason="", url=""), Row(at=at, who=T("主任会议", "Chairpersons' meeting"), label=T("通过实施方案", "adopted the plan"), detail="", reason=T("镇里另有安排", "the town has other arrangements"), url="#")]  # fmt: skip
    form = VisitForm({"kind": "x", "voter": "张燕", "said": "路灯不亮。"})
    return {
        "request": request, "csrf_token": "x" * 32, "district_name": T("锡山区", "Xishan District"), "actor": Row(name="李梅", signed_in=True), "nav": [Row(label=T("我的待办", "My desk"), url="#", current=False, count=3), Row(label=T("各轮述职", "Rounds"), url="#", current=True, count=None), Row(label=T("代表与选民", "Deputies and voters"), url="#", current=False, count=None), Row(label=T("公开页", "Public pages"), url="#", current=False, count=None)],
        "crumbs": [(T("2026年述职工作", "The 2026 programme"), "#"), (T("东港镇人大", "Donggang town congress"), "")], "title": T("东港镇区人大代表向选民述职", "Donggang: district deputies report to voters"), "muted": T("区代表小组 2 名述职，12月31日前结束，依据《意见》全文", "2 reporters, to end by 31 December"), "button": T("召开会议前检查", "Check before the meeting"), "seal_word": T("结果", "Result"),
        "stages": [Row(label=T("宣传发动", "Launch"), state="past", note=T("已完成，10月9日", "Done, 9 October")), Row(label=T("准备工作", "Preparation"), state="past", note=T("已完成，11月14日", "Done, 14 November")), Row(label=T("组织实施", "Meeting"), state="now", note=T("会议 11月27日 14:00，还有 4 天", "27 November, 14:00; 4 days left")), Row(label=T("总结整改", "Conclusion"), state="next", note=T("会议封存结果后开始", "Starts when the result is sealed"))],
        "stage_title": T("三　组织实施", "3  Meeting"), "tasks": tasks, "counts": counts, "rows": [Row(label=aspect, counts=counts) for aspect in ASPECTS], "words": WORDS, "refused": Verdict((missing, missing)), "open_acts": acts,
        "form": form, "grades": grades_form(), "sheet": grades_form(), "answers": [Row(label=T("日期", "Date"), value="2026年11月20日", change_url="#"), Row(label=T("选民姓名", "Voter's name"), value="", change_url="#")],
        "old": "联系选民 30 户。\n提出建议 2 件。", "new": "联系选民 34 户。\n提出建议 2 件，其中路灯一件。", "tab_items": [Row(label=T("全部", "All"), url="#", current=True, count=27), Row(label=T("未答复", "Unanswered"), url="#", current=False, count=4)], "entries": entries, "page": Paginator(range(300), 10).page(7),
    }  # fmt: skip


def render(name: str, language: str = "zh-hans") -> str:
    """A page of the gallery (gallery, phone, door, hall) in one language."""
    with override(language):
        request = RequestFactory().get("/gallery?kind=visit")
        template = engines["django"].engine.from_string((HERE / f"{name}.html").read_text(encoding="utf-8"))
        return str(template.render(Context(context(request))))
