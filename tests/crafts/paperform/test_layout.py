"""The geometry a reading machine relies on, over forms of all kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shuzhi.crafts.paperform import Form, FormError, Grade, Layout, Question, Rect, Reporter, layout

# Shrinking forms takes minutes and tells little more than the first failing one.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)

words = st.text(alphabet='张堃喆昇燊欧阳满意人大代表 Wgm#$*"\\，。（）12', min_size=1).filter(str.strip)


def short(longest: int) -> st.SearchStrategy[str]:
    return st.builds(lambda text: (text * longest)[:longest].strip() or "张", words) | st.builds(
        lambda text: text.strip()[:longest], words
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    questions = draw(st.lists(short(60), min_size=1, max_size=9))
    grades = draw(st.lists(short(8), min_size=2, max_size=6))
    return Form(
        title=draw(short(60)),
        meeting=draw(short(90)),
        reporters=tuple(
            Reporter(name, note)
            for name, note in draw(st.lists(st.tuples(short(24), st.just("") | short(60)), min_size=1, max_size=9))
        ),
        questions=tuple(Question(f"q{n}", text) for n, text in enumerate(questions)),
        grades=tuple(Grade(f"g{n}", text) for n, text in enumerate(grades)),
        url="http://192.168.1.10:8000/s",
        instructions=tuple(draw(st.lists(short(60), min_size=1, max_size=4))),
        notice=draw(st.just("不记名。") | short(40)),
        paper=draw(st.sampled_from(["A4", "A5"])),
        large=draw(st.booleans()),
        example=draw(st.booleans()),
        comment=draw(st.just("") | short(60)),
    )


def laid_out(form: Form) -> Layout:
    """The layout; without room for a comment where there is none beside words as long as these."""
    try:
        return layout(form)
    except FormError:
        assert form.comment
        return layout(replace(form, comment=""))


def outside(box: Rect, line: float) -> Rect:
    """The box with its border's outer half."""
    return Rect(box.x - line / 2, box.y - line / 2, box.w + line, box.h + line)


def check(sheet: Layout) -> None:
    form = sheet.form
    expected = [(r, q.code, g.code) for r in range(len(form.reporters)) for q in form.questions for g in form.grades]
    found = [(b.reporter, b.question, b.grade) for page in sheet.pages for b in page.boxes]
    assert sorted(found) == sorted(expected)
    assert [page.number for page in sheet.pages] == list(range(1, len(sheet.pages) + 1))
    side, marker, low_qr = (7, 12, 26) if form.paper == "A4" else (6, 10, 26)
    for page in sheet.pages:
        assert page.boxes
        assert [m.id for m in page.markers] == [0, 1, 2, 3]
        top, right, bottom, left = 12, sheet.width - 12, sheet.height - 12, 12
        corners = [(left, top), (right - marker, top), (right - marker, bottom - marker), (left, bottom - marker)]
        assert [(m.rect.x, m.rect.y) for m in page.markers] == corners
        assert all(m.rect.w == m.rect.h == marker for m in page.markers)
        assert len(page.qrs) == 2
        assert all(q.w == q.h >= low_qr for q in page.qrs)
        assert page.qrs[0].x > sheet.width / 2 > page.qrs[1].right - 5
        assert page.qrs[0].bottom < sheet.height / 2 < page.qrs[1].y
        ink = [w.rect for w in page.words] + list(page.codes)
        lines = [Rect(n.x1, n.y1 - n.width / 2, n.x2 - n.x1, n.width) for n in page.lines]
        boxes = [outside(b.rect, sheet.box_line) for b in page.boxes]
        assert (page.comment is not None) == bool(form.comment)
        if page.comment:
            assert page.comment.h >= 18
            assert all(page.comment.gap(other) >= 2 for other in boxes + list(page.qrs))
            assert all(page.comment.gap(w.rect) >= 0.9 for w in page.words)
        example = [outside(page.example, 0.9)] if page.example else []
        for rect in ink + lines + boxes:
            assert rect.x >= 11.9
            assert rect.y >= 10.9
            assert rect.right <= sheet.width - 11.9
            assert rect.bottom <= sheet.height - 10.9
        for m in page.markers:
            assert all(m.rect.gap(other) >= 3 for other in ink + lines + boxes + example + list(page.qrs))
        for qr in page.qrs:
            assert all(qr.gap(other) >= 3.5 for other in ink + lines + boxes + example)
        for n, box in enumerate(page.boxes):
            assert box.rect.w == box.rect.h == side
            assert all(boxes[n].gap(w) >= 2 for w in ink)
            assert all(boxes[n].gap(line) >= 2 for line in lines)
            for other in page.boxes[n + 1 :]:
                across, down = abs(box.rect.x - other.rect.x), abs(box.rect.y - other.rect.y)
                assert across >= 20 - 1e-6 or down >= 16 - 1e-6
        for n, one in enumerate(ink):
            assert all(one.gap(other) >= -1.2 for other in ink[n + 1 :])


@settings(max_examples=30, deadline=None, phases=QUICK)
@given(forms())
def test_every_box_keeps_its_size_and_distances_whatever_the_words(form: Form) -> None:
    check(laid_out(form))


def test_where_words_leave_no_room_for_a_comment_it_is_said() -> None:
    long = Form(
        "测评表", "", (Reporter("张" * 24, "代" * 60),), (Question("a", "问" * 60), Question("b", "问")),
        tuple(Grade(f"g{n}", "很满意很满意很满") for n in range(6)), "http://192.168.1.10:8000/s",
        paper="A5", large=True, comment="写" * 60,
    )  # fmt: skip
    with pytest.raises(FormError, match=r"^comment: no room for it"):
        layout(long)
    check(layout(replace(long, comment="")))


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(forms())
def test_the_same_form_gives_the_same_layout_and_survives_json(form: Form) -> None:
    again = form.to_json()
    for name in ("reporters", "questions", "grades", "instructions"):
        again[name] = list(again[name])
    assert Form.from_json(again) == form
    assert laid_out(Form.from_json(again)) == laid_out(form)


def test_two_reporters_of_six_questions_stand_side_by_side_on_one_a4(form: Form) -> None:
    sheet = layout(form)
    assert len(sheet.pages) == 1
    left, right = ([b.rect.x for b in sheet.pages[0].boxes if b.reporter == reporter] for reporter in (0, 1))
    assert max(left) < sheet.width / 2 < min(right)


def test_one_reporter_of_six_questions_fits_an_a5(form: Form) -> None:
    assert len(layout(replace(form, paper="A5", reporters=form.reporters[:1])).pages) == 1


def test_seven_reporters_of_one_question_share_one_a4(form: Form) -> None:
    seven = tuple(Reporter(f"代表{n}", "县人大代表") for n in range(7))
    sheet = layout(replace(form, reporters=seven, questions=form.questions[:1]))
    assert len(sheet.pages) == 1


def test_a_reporter_whose_questions_overflow_goes_on_under_a_repeated_heading(form: Form) -> None:
    many = tuple(Question(f"q{n}", f"第{n}项") for n in range(15))
    sheet = layout(replace(form, paper="A5", questions=many, reporters=form.reporters[:1]))
    assert len(sheet.pages) > 1
    heads = [[w.text for w in page.words if w.face == "song"] for page in sheet.pages]
    assert "张堃喆" in heads[0]
    assert all("张堃喆（续）" in head for head in heads[1:])
