"""What a notice must say (4.4b), what a summary must hold (4.4c), who acknowledges (5.5)."""

from datetime import date

from shuzhi.rules.liaison import DOWNWARD, KINDS, UPWARD, yours_to_acknowledge
from shuzhi.rules.notice import NoticeFacts, rectification_to_tell, says_whom_and_what
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.summary import SummaryFacts, nothing_left_blank

ROUND = RoundFacts(
    kind=RoundKind.DISTRICT_TOWN, state="conclusion", today=date(2006, 7, 20), programme_open=True, plan_adopted=True
)


def notice(**fields):
    given = {"text": "路灯已装。", "circle": "选民代表", "on_given": True, "goals": 2, "goals_without_progress": 0}
    return NoticeFacts(round=ROUND, **(given | fields))


def test_a_notice_says_what_to_whom_and_when():
    assert says_whom_and_what(notice()).clear
    for field in ({"text": " "}, {"circle": ""}, {"on_given": False}):
        found = says_whom_and_what(notice(**field))
        assert [x.clause for x in found.lacks] == ["4.4b"], field
    assert len(says_whom_and_what(notice(text="", circle="", on_given=False)).lacks) == 3


def test_without_goals_or_progress_there_is_little_to_tell():
    assert rectification_to_tell(notice()).clear
    assert "还没有提出整改目标" in rectification_to_tell(notice(goals=0)).cautions[0].text.zh
    found = rectification_to_tell(notice(goals_without_progress=2))
    assert not found.refused
    assert found.cautions[0].text.zh == "还有2项整改目标没有进展记录。"


def test_a_summary_with_a_marked_blank_does_not_go_up():
    assert nothing_left_blank(SummaryFacts(round=ROUND, text="写完了。")).clear
    found = nothing_left_blank(SummaryFacts(round=ROUND, text="一、〔待填〕\n二、〔待填：做法〕"))
    assert found.lacks[0].clause == "4.4c"
    assert "2处" in found.lacks[0].text.zh


def test_only_who_still_owes_it_acknowledges():
    assert yours_to_acknowledge(1).clear
    assert yours_to_acknowledge(0).lacks[0].clause == "5.5"


def test_every_kind_of_message_has_a_name():
    assert set(KINDS) == set(UPWARD) | set(DOWNWARD)
