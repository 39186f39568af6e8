"""The states of each noun, in their order, in the institution's words."""

from __future__ import annotations

from shuzhi.rules.verdict import Text

STATES: dict[str, dict[str, Text]] = {
    "programme": {
        "drafted": Text("拟定", "Drafted"),
        "open": Text("进行中", "Open"),
        "closed": Text("已结束", "Closed"),
    },
    "round": {
        "launch": Text("宣传发动", "Launch"),
        "preparation": Text("准备工作", "Preparation"),
        "meeting": Text("组织实施", "Meeting"),
        "conclusion": Text("总结整改", "Conclusion"),
        "closed": Text("已结束", "Closed"),
    },
    "plan": {
        "drafted": Text("拟定", "Drafted"),
        "submitted": Text("已提交", "Submitted"),
        "returned": Text("退回修改", "Returned"),
        "adopted": Text("已通过", "Adopted"),
    },
    "roster": {
        "drafted": Text("酝酿", "Being drawn up"),
        "decided": Text("已确定", "Decided"),
        "filed": Text("已报送", "Filed"),
        "acknowledged": Text("已收悉", "Acknowledged"),
    },
    "reporter": {
        "proposed": Text("提名", "Proposed"),
        "chosen": Text("述职对象", "Reporter"),
        "struck": Text("撤下", "Struck"),
        "excused": Text("免述", "Excused"),
    },
    "duty": {
        "recorded": Text("已登记", "Recorded"),
        "checked": Text("已核实", "Checked"),
        "disputed": Text("有异议", "Disputed"),
        "withdrawn": Text("已撤销", "Withdrawn"),
    },
    "opinion": {
        "recorded": Text("已登记", "Recorded"),
        "sorted": Text("已分类", "Sorted"),
        "answered": Text("已答复", "Answered"),
    },
    "report": {
        "drafted": Text("起草", "Being drafted"),
        "submitted": Text("已提交", "Submitted"),
        "returned": Text("退回修改", "Returned"),
        "accepted": Text("已审定", "Accepted"),
        "published": Text("已公布", "Published"),
    },
    "meeting": {
        "planned": Text("筹备", "Being prepared"),
        "called": Text("已召集", "Called"),
        "open": Text("开会", "In session"),
        "appraising": Text("评议测评", "Appraising"),
        "counted": Text("已计票", "Counted"),
        "closed": Text("已结束", "Closed"),
    },
    "count": {
        "drawn_up": Text("清点", "Drawn up"),
        "confirmed": Text("已核对", "Confirmed"),
        "sealed": Text("已封存", "Sealed"),
        "announced": Text("已公布", "Announced"),
        "void": Text("作废", "Void"),
    },
    "goal": {
        "proposed": Text("已提出", "Proposed"),
        "under_way": Text("正在办", "Under way"),
        "done": Text("办结", "Done"),
        "reported_back": Text("已通报", "Reported back"),
    },
    "notice": {
        "drafted": Text("拟定", "Drafted"),
        "published": Text("已发布", "Published"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    "summary": {
        "drafted": Text("起草", "Being drafted"),
        "submitted": Text("已报送", "Submitted"),
        "exchanged": Text("已交流", "Exchanged"),
    },
    "honour": {
        "nominated": Text("已推荐", "Nominated"),
        "checked": Text("已审核", "Checked"),
        "decided": Text("已确定", "Decided"),
        "declined": Text("未通过", "Not chosen"),
    },
    "paper": {
        "sent": Text("已印发", "Sent"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    "archive": {
        "waiting": Text("等候制作", "Waiting"),
        "making": Text("正在制作", "Being made"),
        "ready": Text("已做好", "Ready"),
        "failed": Text("没有做成", "Failed"),
    },
    "template": {
        "uploaded": Text("未启用", "Not yet in use"),
        "adopted": Text("在用", "In use"),
        "retired": Text("停用", "No longer in use"),
    },
    "liaison": {
        "sent": Text("已发出", "Sent"),
        "acknowledged": Text("已收悉", "Acknowledged"),
    },
}
