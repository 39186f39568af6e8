"""The casting page: all the way with JavaScript and without, and nobody's face in it (4.3b(iii), D0005)."""

import gzip
import logging
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from tests.cast import make_cast
from tests.sheets import NONCE, QUESTIONS, opened, put

from shuzhi.acts import casting, sheet
from shuzhi.crafts.hands import Hands
from shuzhi.records import models as m

pytestmark = pytest.mark.usefixtures("nobody_waits")

ADDRESS, BROWSER, WORD = "203.0.113.77", "Planted/9.9 (secret)", "某某村的路灯"


def phone():
    return Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, raise_request_exception=False)


def answers(meeting, grade="satisfied"):
    return {f"a-{r.pk}-{q}": grade for r in meeting.reporters.all() for q in QUESTIONS}


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))


def test_without_javascript_the_form_goes_all_the_way(cast):
    meeting, codes = opened(cast, 12)
    client = phone()
    assert client.get("/s").status_code == 200
    fill = client.post("/s", {"step": "open", "code": codes[0].lower()})
    assert "覃子涵代表" in fill.content.decode()
    kept = hidden(fill)
    review = client.post("/s", kept | answers(meeting) | {"step": "review"})
    assert "投进票箱" in review.content.decode()
    assert m.Leaf.objects.count() == 0
    done = client.post("/s", hidden(review) | {"step": "cast"})
    assert (done.status_code, "已入箱" in done.content.decode()) == (200, True)
    assert m.Leaf.objects.count() == 1
    again = client.post("/s", hidden(review) | {"step": "cast"})
    assert "已入箱" in again.content.decode()
    assert m.Leaf.objects.count() == 1
    other = client.post("/s", {"step": "open", "code": codes[0]})
    assert (other.status_code, "已经投过了" in other.content.decode()) == (409, True)
    assert codes[0] not in done.content.decode() + again.content.decode() + other.content.decode()


def test_going_back_keeps_what_was_ticked_and_says_what_is_blank(cast):
    meeting, codes = opened(cast, 12)
    given = answers(meeting) | {f"a-{meeting.reporters.get().pk}-law": ""}
    review = phone().post("/s", given | {"step": "review", "code": codes[0], "nonce": NONCE})
    assert "有 1 项没有填" in review.content.decode()
    fill = phone().post("/s", hidden(review) | {"step": "open"}).content.decode()
    assert fill.count(" checked") == 5


@pytest.mark.parametrize(
    ("code", "phones", "status", "words"),
    [
        ("XXXX", "open", 422, "这个编码不对"),
        ("000000000000", "open", 404, "没有找到这张表"),
        (None, "closed", 409, "测评还没有开始"),
        (None, "stopped", 409, "请马上用笔填在纸上"),
    ],
)
def test_what_cannot_be_cast_is_said_plainly(cast, code, phones, status, words):
    _, codes = opened(cast, 12)
    m.Evaluation.objects.update(phones=phones)
    answer = phone().post("/s", {"step": "open", "code": code or codes[0]})
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_no_cookie_no_session_no_account_is_ever_touched(cast, django_assert_max_num_queries):
    meeting, codes = opened(cast, 12)
    client = phone()
    client.cookies["sessionid"] = "planted"
    for answer in (
        client.get("/s"),
        client.post("/s", {"step": "open", "code": codes[0]}),
        client.post("/s", answers(meeting) | {"step": "cast", "code": codes[0], "nonce": NONCE}),
    ):
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
    with django_assert_max_num_queries(16) as caught:
        client.post("/s", {"step": "open", "code": codes[1]})
    assert not any("session" in q["sql"] or "auth_user" in q["sql"] for q in caught.captured_queries)


@pytest.mark.parametrize("debug", [True, False])
def test_an_error_shows_and_logs_nothing_that_was_sent(cast, caplog, debug):
    meeting, codes = opened(cast, 12)
    caplog.set_level(logging.DEBUG)
    sent = answers(meeting) | {"step": "cast", "code": codes[0], "nonce": NONCE, "comment": WORD}
    with override_settings(DEBUG=debug), patch("shuzhi.web.cast.cast", side_effect=ValueError(f"{codes[0]} {WORD}")):
        answer = phone().post("/s", sent)
    assert (answer.status_code, "还没有入箱" in answer.content.decode()) == (503, True)
    said = answer.content.decode() + caplog.text + "".join(str(vars(r)) for r in caplog.records if "sql" not in vars(r))
    for planted in (ADDRESS, BROWSER, codes[0], WORD, NONCE):
        assert planted not in said
    assert "ValueError" in caplog.text


def test_what_was_sent_stands_nowhere_else_in_the_records(cast):
    meeting, codes = opened(cast, 12)
    phone().post("/s", answers(meeting) | {"step": "cast", "code": codes[0], "nonce": NONCE, "comment": WORD})
    for model in (m.Tag, m.Leaf, m.Entry, m.Evaluation, m.SheetKind, m.Meeting):
        text = str(list(model.objects.values_list()))
        # A used code stands beside its tag and nowhere else; the record shows that it was used, never for what.
        planted = (ADDRESS, BROWSER, WORD, NONCE) if model is m.Tag else (ADDRESS, BROWSER, codes[0], WORD, NONCE)
        assert not any(one in text for one in planted), model
    assert m.Comment.objects.get().text == WORD


def test_the_script_is_told_in_one_word(cast):
    meeting, codes = opened(cast, 12)
    sent = answers(meeting) | {"step": "cast", "code": codes[0], "nonce": NONCE}
    answer = phone().post("/s", sent, HTTP_ACCEPT="application/json")
    assert answer.json()["outcome"] == "stored"
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", answer.json()["receipt"])
    assert phone().post("/s", sent, HTTP_ACCEPT="application/json").json() == answer.json(), "a retry: the same receipt"
    answer = phone().post("/s", sent | {"nonce": "m" * 24}, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()) == (409, {"outcome": "used", "receipt": ""})


def test_english_without_a_cookie(cast):
    _, codes = opened(cast, 12)
    page = phone().post("/s", {"step": "open", "code": codes[0], "lang": "en"}).content.decode()
    assert 'lang="en"' in page
    assert "Satisfied" in page


@pytest.mark.parametrize(
    "data", [{}, {"step": "cast"}, {"step": "review"}, {"step": "cast", "code": "\x00"}, {"a-x-y": "z", "step": "cast"}]
)
def test_no_input_breaks_it(cast, data):
    opened(cast, 12)
    assert phone().post("/s", data).status_code in (404, 422)


@pytest.mark.parametrize("path", ["/s", "/", "/desk/"])
def test_a_host_that_is_none_is_a_request_that_cannot_be_read_and_no_fault_of_the_program(path):
    answer = phone().get(path, HTTP_HOST="planted host/%%")
    assert (answer.status_code, "这个请求看不懂" in answer.content.decode()) == (400, True)


def test_the_phone_page_is_light(cast):
    _, codes = opened(cast, 12, reporters=2)
    page = phone().post("/s", {"step": "open", "code": codes[0]}).content
    total = len(gzip.compress(page))
    for path in (
        *re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()),
        "house/record/seal.js",
        "house/record/canon.js",
        "record-libraries/qr/index.js",
    ):
        total += len(gzip.compress(Path(finders.find(path)).read_bytes()))
    assert total <= 60_000


# A messenger's own browser on a hall's plain http: no subtle crypto, nothing that keeps, no workers, no camera.
MESSENGER = """for (const [of, what] of [[Crypto.prototype, 'subtle'], [Navigator.prototype, 'serviceWorker'],
    [Navigator.prototype, 'mediaDevices'], [Navigator.prototype, 'clipboard'], [Navigator.prototype, 'share']])
    Object.defineProperty(of, what, {get: () => undefined});
for (const what of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, what, {get: () => { throw new DOMException('no', 'SecurityError') }});"""
PHONES = {
    "phone": {"viewport": {"width": 360, "height": 740}},
    "no script": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
    "messenger": {
        "viewport": {"width": 320, "height": 560},
        "user_agent": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220105 Mobile Safari/537.36 MicroMessenger/8.0.19",
    },
}


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.django_db(transaction=True)
def test_a_person_casts_on_a_small_phone(browser, live_server, phone):
    cast = make_cast()
    _, codes = opened(cast, 12)
    script, width = phone != "no script", PHONES[phone]["viewport"]["width"]
    context = browser.new_context(**PHONES[phone], locale="zh-CN")
    if phone == "messenger":
        context.add_init_script(MESSENGER)
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    requests = []
    page.on("request", lambda r: requests.append(r.url))
    posted = []
    page.on("request", lambda r: posted.append(r.post_data or ""))
    if script:
        page.goto(f"{live_server.url}/s#{codes[0]}")
    else:
        page.goto(f"{live_server.url}/s")
        page.fill("#code", codes[0])
        page.click("button.wide")
    page.wait_for_selector("fieldset")
    for number, fieldset in enumerate(page.query_selector_all("fieldset")):
        if number != 2:
            fieldset.query_selector_all("label")[number % 4].click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Wherever the page has been scrolled to, a tap on the button reaches the button, not a grade that lies under it.
    for down in range(0, 1400, 70):
        assert page.evaluate(
            """down => { scrollTo(0, down); const at = document.querySelector('.foot .btn').getBoundingClientRect();
            return document.elementFromPoint(at.x + at.width / 4, at.y + at.height / 2).closest('.foot') !== null }""",
            down,
        ), down
    if script:
        assert page.inner_text("[data-count]") == "已填 5 项，共 6 项"
    page.click(".foot .btn")
    page.wait_for_selector(".review:visible")
    assert "有 1 项没有填" in page.inner_text("main")
    if script:
        assert page.is_visible("[data-foot] [data-back]")
        context.set_offline(True)
        page.click(".foot .btn")
        page.wait_for_selector("[data-offline]:visible")
        assert "已入箱" not in page.inner_text("main")
        assert m.Leaf.objects.count() == 0
        context.set_offline(False)
    else:
        page.click(".foot .btn")
    page.wait_for_selector("h1.boxed")
    assert page.inner_text("h1").strip().endswith("已入箱")
    assert m.Leaf.objects.count() == 1
    assert not any(codes[0] in url.partition("#")[0] for url in requests)
    if script:  # sealed before it left: neither code nor grade could be read on the way, however often it was sent
        cast_with = [data for data in posted if "step=sealed" in data]
        assert cast_with
        assert not any("step=cast" in data for data in posted)
        assert not any(codes[0] in data or "&a-" in data for data in cast_with)
        assert len(set(cast_with)) == 1
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", page.inner_text("[data-receipt]"))
    page.click("[data-fresh]")
    page.wait_for_selector("#code")
    assert page.input_value("#code") == ""
    assert not context.cookies()
    assert not [p for p in problems if "ERR_INTERNET_DISCONNECTED" not in p]
    context.close()


@pytest.mark.django_db(transaction=True)
def test_a_phone_without_network_shows_its_sealed_sheet_and_a_scrutineers_phone_casts_it(browser, live_server):
    cast = make_cast()
    meeting, codes = opened(cast, 12)
    small = {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN"}
    away, helper = browser.new_context(**small), browser.new_context(**small)
    page = away.new_page()
    page.goto(f"{live_server.url}/s#{codes[0]}")
    page.wait_for_selector("fieldset")
    for fieldset in page.query_selector_all("fieldset"):
        fieldset.query_selector_all("label")[0].click()
    page.fill("#comment", WORD)
    page.click(".foot .btn")
    page.wait_for_selector(".review:visible")
    read = page.evaluate_handle("import('/static/record-libraries/qr/decode.js')")
    away.set_offline(True)
    page.click(".foot .btn")
    page.wait_for_selector("[data-carry]:visible", timeout=40_000)
    assert "您另外写的话带不过去" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    address = page.evaluate(
        """library => { const square = document.querySelector('[data-square]');
        return library.decodeQR(square.getContext('2d').getImageData(0, 0, square.width, square.height)) }""",
        read,
    )
    home, _, text = address.partition("#!")
    assert home == f"{live_server.url}/s"
    assert codes[0] not in text
    assert re.fullmatch(rf"{meeting.pk}\.[\w-]+=*", text)
    sent = []
    other = helper.new_page()
    other.on("request", lambda r: sent.append((r.url, r.post_data or "")))
    other.goto(address)
    other.wait_for_selector("h1.boxed")
    receipt = other.inner_text("[data-receipt]")
    assert "请把这一页给填表的人看" in other.inner_text("main")
    assert not any(text in url.partition("#")[0] for url, _ in sent)
    assert m.Leaf.objects.count() == 1
    away.set_offline(False)  # the same form again: the same receipt, and no second form
    page.wait_for_selector("h1.boxed", timeout=20_000)
    assert page.inner_text("[data-receipt]") == receipt
    assert m.Leaf.objects.count() == 1
    away.close()
    helper.close()


@pytest.mark.parametrize("text", ["!", "!1", "!x.y", "!999999.AAAA", "!" + "9" * 40 + ".AA"])
@pytest.mark.django_db(transaction=True)
def test_a_square_that_is_not_ours_is_said_plainly(page, live_server, text):
    page.goto(f"{live_server.url}/s#{text}")
    page.wait_for_selector("[data-outcome] h1")
    assert "已入箱" not in page.inner_text("main")


@pytest.mark.django_db(transaction=True)
def test_two_people_race_for_one_code_and_one_wins():
    import threading

    from django.db import connection

    from shuzhi.acts.casting import Outcome

    cast = make_cast()
    meeting, codes = opened(cast, 12)
    reporter = str(meeting.reporters.get().pk)
    got = []

    def run(n):
        try:
            got.append(put(codes[0], f"{n:024}", {reporter: {"overall": "satisfied"}}))
        finally:
            connection.close()

    with override_settings(CAST_BATCH=2, CAST_WAIT=5.0):
        sheet.forget_box(meeting.pk)
        threads = [threading.Thread(target=run, args=(n,)) for n in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(30)
    sheet.forget_box(meeting.pk)
    assert sorted(got) == [Outcome.STORED, Outcome.USED]
    assert m.Leaf.objects.count() == 1


@pytest.mark.parametrize("rehearsed", ["", "/rehearsal/" + "a" * 22])
def test_what_asks_who_is_there_never_hears_of_a_cast(cast, client, rehearsed):
    _, codes = opened(cast, 12)
    client.cookies["sessionid"] = "planted"
    with (
        patch("django.contrib.sessions.middleware.SessionMiddleware.process_request") as session,
        patch("django.contrib.auth.middleware.AuthenticationMiddleware.process_request") as account,
    ):
        answer = client.post(f"{rehearsed}/s", {"step": "open", "code": codes[0]})
    assert answer.status_code == (404 if rehearsed else 200)
    assert not session.called
    assert not account.called
    elsewhere = client.get("/healthz").headers
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Cross-Origin-Opener-Policy"):
        assert sorted(answer[name].split("; ")) == sorted(elsewhere[name].split("; "))


def test_who_opened_a_sheet_does_not_wait_for_its_tag_again_and_nothing_stays_afterwards(cast):
    meeting, codes = opened(cast, 12)
    casting.forget_box(meeting.pk)
    worked_out = []

    def watched(self, turn, function, *args):
        worked_out.append(function.__name__)
        return worked(self, turn, function, *args)

    worked = Hands._do
    with patch.object(Hands, "_do", watched):
        fill = phone().post("/s", {"step": "open", "code": codes[0]})
        assert worked_out == ["tag"]
        phone().post("/s", hidden(fill) | answers(meeting) | {"step": "review"})
        sent = hidden(fill) | answers(meeting) | {"step": "cast"}
        assert phone().post("/s", sent).status_code == 200
        assert worked_out == ["tag", "commit"]
        phone().post("/s", {"step": "open", "code": "0" * 12})
        assert worked_out == ["tag", "commit", "tag"]
    before = casting.box(meeting.pk)
    assert len(vars(before.tags)["_known"]) == 1, "an invented code takes no room"
    sheet.close_phones(cast.scrutineer, meeting)
    assert casting.box(meeting.pk) is not before


def test_of_two_meetings_at_once_an_opened_sheet_is_looked_for_at_its_own_first(cast):
    halls = [opened(cast, 9) for _ in range(2)]
    for meeting, codes in halls:
        casting.forget_box(meeting.pk)
        assert casting.find(codes[0]).kind.meeting_id == meeting.pk
    with patch.object(Hands, "do", side_effect=AssertionError("worked out again")):
        for meeting, codes in halls:
            assert casting.find(codes[0]).kind.meeting_id == meeting.pk


def test_a_meeting_that_is_none_takes_no_room(client):
    client.post("/s", {"step": "sealed", "meeting": "987654", "sealed": "AAAA"})
    assert not [key for key in vars(casting)["_boxes"] if key[1] == 987654]
