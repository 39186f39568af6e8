"""Liaison (5.2, 5.5): kinds of message, and who still owes an answer."""

from __future__ import annotations

from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

UPWARD: dict[str, Text] = {
    "return": Text("进展情况", "Progress return"),
    "matter": Text("请示事项", "Matter for decision"),
    "practice": Text("经验做法", "Practice worth sharing"),
}
DOWNWARD: dict[str, Text] = {
    "notice": Text("通知", "Notice"),
    "guidance": Text("业务指导", "Guidance visit"),
    "practice": Text("推广做法", "Good practice"),
    "reminder": Text("催办", "Reminder"),
}
KINDS = UPWARD | DOWNWARD


def yours_to_acknowledge(receipts: int) -> Verdict:
    """Only a body that a message was sent to, and that has not answered, acknowledges it (5.5)."""
    if receipts:
        return verdict()
    return verdict(Lack("5.5", Text("没有等待你单位收悉的回执。", "No acknowledgement by your body is outstanding.")))
