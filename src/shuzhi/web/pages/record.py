"""The sealed record in public: what it proves, a receipt looked up, a recount in the browser, the files (D0007)."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.crafts.seal import verify
from shuzhi.reads import record_page as reads
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page

MOST = 60


def _words() -> dict[str, dict[str, str]]:
    """What the recount says in the visitor's own browser, by what it found."""
    return {
        "stages": {
            "opening": _("开箱以前签过名的话没有改过：问哪几个问题、印了多少张表、每张表的印记"),
            "forms": _("每一张表都只算一份，每一个问题只选了一项，没有一张顶好几张"),
            "chain": _("一批接一批，没有抽掉的、换掉的、后来插进去的"),
            "closing": _("封存时签过名的话没有改过：票数、张数、差额说明"),
            "codes": _("用过的编码都是会前印出来的，一个编码只用了一次"),
            "numbers": _("每一张表都有着落：印发 = 收回 + 未用 + 缺失，箱里的份数和用过的编码对得上"),
            "results": _("公布的票数，正是箱里这些表加起来的数"),
            "page": _("网页上写的票数、回执和指纹，跟刚才数出来的一个样"),
        },
        "why": {
            "signature": _("签名不对：有人在签名以后改过。"),
            "tags": _("印记和会前定下的不一样。"),
            "proof": _("有一张表不合规矩：可能一张顶了好几张。"),
            "commitment": _("有一张表放进去了两次。"),
            "chain": _("批次接不上：中间有表被抽掉、换掉或者插进来。"),
            "order": _("有一批没有按规矩打乱。"),
            "record": _("这几样东西不是同一份记录里的。"),
            "codes": _("用过的编码被换过。"),
            "used twice": _("有一个编码用了两次。"),
            "not printed": _("有一个编码不是会前印的。"),
            "used codes": _("用过的编码数和报告单上的不一样。"),
            "identity": _("张数加起来不等于印发的张数。"),
            "more than issued": _("收回的比印发的多。"),
            "forms are not used codes": _("箱里的份数和用过的编码数不一样。"),
            "no explanation": _("有缺口，却没有说明。"),
            "sheets": _("某位代表的表数不对。"),
            "shown": _("该公布的没有公布，或者不该公布的公布了。"),
            "counts": _("某一项的票数加起来不等于表数。"),
            "sum": _("公布的票数不是箱里这些表加起来的数。"),
            "page": _("网页上写的和记录里的不一样。"),
            "malformed": _("下载下来的不是一份完整的记录。"),
        },
        "said": {
            "wait": _("还没数"),
            "now": _("正在数"),
            "good": _("对得上"),
            "bad": _("对不上"),
            "of": _("第 {done} 个，共 {all} 个"),
            "running": _("正在数，请别关这一页…"),
            "again": _("再数一遍"),
            "all_good": _("全部对得上。"),
            "gaps": _("全部对得上；有缺口，报告单上已经写明。"),
            "void": _("记录本身对得上；这次测评已经宣布作废，不算数。"),
            "counted": _("您的浏览器数了 {forms} 份表、{codes} 个用过的编码。"),
            "wrong": _("对不上。"),
            "tell": _("请把这一页拍下来，告诉监票人或者承办会议的人大；也可以换一台机器再数一遍。"),
            "failed": _("没有数成：网断了，或者这个浏览器太旧。请再试一次，或者下载带走核对。"),
        },
    }


@page("record/<int:pk>", "record", seen_by="public")
def record(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was sealed at this meeting, and how anybody can check it; there once the count is out."""
    shown = reads.record_page(actor, pk)
    typed = request.GET.get("receipt", "").strip()[:MOST]
    context = {
        "page": shown,
        "typed": typed,
        "found": reads.find(shown, typed) if typed else None,
        "words": _words(),
        "crumbs": [
            (_("近期会议"), reverse("meetings_to_come")),
            (shown.meeting.title, reverse("public_meeting", args=[pk])),
            (_("核对计票"), ""),
        ],
    }
    return render(request, "record/record.html", context)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return HttpResponse(data, content_type=kind, headers=headers)


@page("record/<int:pk>/bundle.json", "record_bundle", seen_by="public")
def bundle(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The whole record as one file."""
    return _file(reads.bundle(actor, pk), "application/json", f"record-{pk}.json")


@page("record/verify.py", "record_verifier", seen_by="public")
def verifier(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The program that checks it, the very file the house itself runs."""
    return _file(Path(verify.__file__).read_bytes(), "text/x-python; charset=utf-8", "verify.py")
