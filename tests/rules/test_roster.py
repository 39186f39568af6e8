"""2.1–2.4, 4.1b, 5.2: every shortfall and excess is said, and no list outside the quota is ever decided."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.gate import needs_met
from shuzhi.rules.register import REGISTER
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.roster import (
    Group,
    Nominee,
    RosterFacts,
    chosen_on_record,
    differences,
    filed_upward,
    first_time_this_term,
    leading_cadre_among,
    meeting_on_record,
    quota_met,
    quotas,
    still_full,
)
from shuzhi.rules.stages import RoundFacts

EDITION = load_edition("xishan_2006")
TOWN, ORGANS, OWN = RoundKind.DISTRICT_TOWN, RoundKind.DISTRICT_ORGANS, RoundKind.TOWN


def facts(kind, *nominees, groups=(1,), meetings=1):
    return RosterFacts(
        round=RoundFacts(kind=kind, state="launch", today=date(2006, 6, 20), programme_open=True, plan_adopted=True),
        quotas=quotas(EDITION, kind),
        groups=tuple(Group(pk=g, name=f"第{g}代表小组") for g in groups),
        nominees=nominees,
        meetings=meetings,
    )


def deputy(name="覃子涵", group=1, leading=True, entries=3, earlier=0):
    return Nominee(name=name, group=group, leading_cadre=leading, entries=entries, earlier=earlier)


A, B, C, D = (deputy(n) for n in ("覃子涵", "曾平梅", "史思英", "丁峰良"))


@pytest.mark.parametrize(
    ("kind", "nominees", "clause", "sentence"),
    [
        (TOWN, (), "2.2a", "应确定 2 名，名单上有 0 名，还差 2 名。"),
        (TOWN, (A,), "2.2a", "应确定 2 名，名单上有 1 名，还差 1 名。"),
        (TOWN, (A, B), None, None),
        (TOWN, (A, B, C), "2.2a", "应确定 2 名，名单上有 3 名，多 1 名，请撤下。"),
        (ORGANS, (A, B), "2.2b", "应确定 3 名，名单上有 2 名，还差 1 名。"),
        (ORGANS, (A, B, C), None, None),
        (ORGANS, (A, B, C, D), "2.2b", "应确定 3 名，名单上有 4 名，多 1 名，请撤下。"),
        (OWN, (A,), None, None),
        (OWN, (A, B, C, D), None, None),
        (OWN, (), "2.2c", "第1代表小组应有至少 1 名述职，名单上有 0 名。"),
    ],
)
def test_quota_is_explained(kind, nominees, clause, sentence):
    found = quota_met(facts(kind, *nominees))
    if clause is None:
        assert found.clear
    else:
        assert [(f.clause, f.text.zh) for f in found.lacks] == [(clause, sentence)]
        assert found.lacks[0].who is not None


def test_each_pilot_group_of_a_town_names_one():
    two = facts(OWN, A, groups=(1, 2))
    assert [f.text.zh for f in quota_met(two).lacks] == ["第2代表小组应有至少 1 名述职，名单上有 0 名。"]
    assert quota_met(facts(OWN, A, deputy("丁峰良", group=2), groups=(1, 2))).clear


@pytest.mark.parametrize("groups", [(), (1, 2, 3)])
def test_a_towns_pilot_is_in_one_or_two_groups(groups):
    asked = facts(OWN, *(deputy(str(g), group=g) for g in groups), groups=groups)
    assert [f.clause for f in quota_met(asked).lacks] == ["2.2c"]


def test_a_deputy_of_another_group_does_not_fill_the_quota():
    found = quota_met(facts(TOWN, A, deputy("任永仙", group=9)))
    assert [(f.clause, f.text.zh) for f in found.lacks] == [("2.2a", "任永仙不属于本轮的代表小组。")]


def test_no_meeting_on_record():
    assert [f.clause for f in meeting_on_record(facts(TOWN, A, B, meetings=0)).lacks] == ["4.1b"]
    assert "主席团" in meeting_on_record(facts(OWN, A, meetings=0)).lacks[0].text.zh
    assert meeting_on_record(facts(TOWN, A, B)).clear


def test_leading_cadres_take_the_lead():
    plain = replace(A, leading_cadre=False)
    found = leading_cadre_among(facts(TOWN, plain, replace(B, leading_cadre=False)))
    assert not found.refused
    assert [f.clause for f in found.cautions] == ["5.2"]
    assert leading_cadre_among(facts(TOWN, plain, B)).clear


def test_a_second_turn_in_one_term():
    found = first_time_this_term(facts(TOWN, A, replace(B, earlier=1)))
    assert not found.refused
    assert [(f.clause, "曾平梅" in f.text.zh, "覃子涵" in f.text.zh) for f in found.cautions] == [("2.1", True, False)]
    assert first_time_this_term(facts(TOWN, A, B)).clear


def test_chosen_on_the_record_of_duties():
    found = chosen_on_record(facts(TOWN, A, replace(B, entries=0)))
    assert [(f.clause, "曾平梅" in f.text.zh) for f in found.cautions] == [("2.3", True)]
    assert chosen_on_record(facts(TOWN, A, B)).clear


def test_only_district_lists_go_up():
    assert filed_upward(facts(TOWN, A, B)).clear
    assert filed_upward(facts(ORGANS, A, B, C)).clear
    assert [f.clause for f in filed_upward(facts(OWN, A)).lacks] == ["2.4"]


def test_a_list_left_short_is_filed_with_a_reason():
    found = still_full(facts(TOWN, A))
    assert not found.refused
    assert [f.clause for f in found.cautions] == ["2.2a"]
    assert still_full(facts(TOWN, A, B)).clear


nominees = st.lists(
    st.builds(
        Nominee,
        name=st.text(min_size=1, max_size=4),
        group=st.integers(1, 5),
        leading_cadre=st.booleans(),
        entries=st.integers(0, 60),
        earlier=st.integers(0, 3),
    ),
    max_size=8,
)


@given(
    kind=st.sampled_from(RoundKind),
    names=nominees,
    groups=st.sets(st.integers(1, 5), max_size=4),
    meetings=st.integers(0, 3),
)
def test_no_list_outside_the_quota_is_decided(kind, names, groups, meetings):
    asked = facts(kind, *names, groups=tuple(sorted(groups)), meetings=meetings)
    found = needs_met(REGISTER["roster.decide"], asked)
    inside = all(n.group in groups for n in names)
    if kind is OWN:
        right = 1 <= len(groups) <= 2 and all(any(n.group == g for n in names) for g in groups)
    else:
        right = len(names) == {TOWN: 2, ORGANS: 3}[kind]
    assert found.refused is not (right and inside and meetings > 0)
    # Whatever is refused is said in both languages, under a clause, with who can supply it.
    for finding in (*found.lacks, *found.cautions):
        assert all((finding.clause, finding.text.zh, finding.text.en, finding.who))
    assert bool(differences(asked)) is not (right and inside)
