"""A rehearsal through its pages: the whole count in an invented hall, and nothing of it within reach of the archive."""

from __future__ import annotations

import re
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect
from tests.cast import make_cast
from tests.rehearsing import greys, left_in, prepared, rows, squares, var
from tests.sheets import a_meeting_to_evaluate, print_sheets
from tests.web.voices import signed_in

from shuzhi.jobs.rehearsal import files, hall
from shuzhi.records.journal import Entry

__all__ = ["prepared", "var"]
STRIP = "人和票都是虚构的，结束即全部清除。"


def begun(client):
    """The root of a new rehearsal's addresses."""
    answer = client.post("/rehearsal/begin")
    assert answer.status_code == 303
    return answer["Location"].rstrip("/")


def seen(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def pressed(client, address, **fields):
    answer = client.post(address, fields)
    assert answer.status_code == 303, (address, answer.status_code, answer.content.decode()[-2000:])
    return answer


def be(client, root, who):
    pressed(client, f"{root}/strip/who", who=who, next=f"{root}/meetings/1/count")


def token(root):
    return root.rsplit("/", 1)[1]


def test_a_whole_count_is_rehearsed_and_the_archive_knows_nothing_of_it(cast, var):
    a_meeting_to_evaluate(cast)
    client = signed_in(cast.scrutineer)
    assert "开始演练" in seen(client, "/rehearsal")
    before, root = rows(), begun(client)
    count, one = f"{root}/meetings/1/count", files.find(token(root))
    assert one is not None
    sheets = client.get(f"{root}/", follow=True)
    assert sheets.redirect_chain == [(f"{root}/meetings/1/sheets", 302)]
    assert STRIP in sheets.content.decode()
    # Print, open, keep the cards.
    samples = client.get(f"{root}/strip/samples.pdf")
    assert greys(samples.content) > 0.01
    own = {text.split("#")[1][:12] for text in squares(samples.content)}
    assert len(own) == hall.SAMPLES
    phone, pen, *unused = sorted(own)
    cards = client.post(f"{root}/act/sheet.open/1")
    assert (cards.status_code, cards["Content-Type"]) == (200, "application/pdf")
    assert greys(cards.content) > 0.01
    first, _, third = squares(cards.content)
    # A sample by phone; then everybody else.
    attendee = Client()
    filled = {"step": "cast", "code": phone, "nonce": "n" * 24} | {f"a-{r}-overall": "satisfied" for r in (1, 2)}
    told = attendee.post(f"{root}/s", filled)
    assert "已入箱" in told.content.decode()
    assert STRIP in told.content.decode()
    assert not told.cookies, "whoever casts has no cookie here either"
    pressed(client, f"{root}/strip/phones", next=f"{root}/meetings/1/sheets")
    assert f"{hall.PHONES} 张虚构的手机票已入箱" in seen(client, f"{root}/meetings/1/sheets")
    pressed(client, f"{root}/act/sheet.close_phones/1")
    # A sample on paper: typed in differently by two tellers, and settled.
    pressed(client, f"{root}/act/sheet.admit_paper/1", code=pen)
    assert "这一步" not in seen(client, count)
    for teller, grade in zip(hall.TELLERS, "12", strict=True):
        be(client, root, teller)
        page = seen(client, f"{count}/1")
        names = re.findall(r'name="(a-\d+-\w+)"', page)
        pressed(client, f"{root}/act/sheet.enter/1", kind=1, slip=1, **dict.fromkeys(names, grade))
    be(client, root, hall.SCRUTINEER)
    assert "两遍录得不一样" in seen(client, count)
    names = re.findall(r'name="(a-\d+-\w+)"', seen(client, f"{count}/1/1"))
    pressed(client, f"{root}/act/sheet.settle/1", kind=1, slip=1, **dict.fromkeys(names, "2"))
    pressed(client, f"{root}/strip/papers", next=count)
    assert f"会场里剩 {hall.SPARE} 张" in seen(client, count)
    # Draw up, confirm, seal with two cards, announce.
    pressed(client, f"{root}/act/count.draw_up/1", unused_1=hall.SPARE + len(unused))
    pressed(client, f"{root}/act/count.confirm/1")
    pressed(client, f"{root}/act/count.seal/1", card_1=first, card_2=third)
    page = seen(client, count)
    assert "演练完成，用时 1 分钟。" in page
    assert "换成承办单位" in page
    assert client.post(f"{root}/act/count.announce/1").status_code == 409, "the scrutineer cannot"
    be(client, root, hall.SECRETARY)
    pressed(client, f"{root}/act/count.announce/1")
    assert "看完结果，就可以结束并清除了。" in seen(client, count)
    statement = seen(client, f"{root}/meetings/1/statement")
    assert 'class="across"' in statement
    assert f"http://testserver{root}/record/1" in statement
    bundle = client.get(f"{root}/record/1/bundle.json")
    assert len(bundle.json()["leaves"]) == hall.PHONES + hall.PENS + 2
    # Nothing of it was anywhere else, and nothing stays.
    assert rows() == before
    assert seen(client, "/desk"), "still signed in"
    wiped = client.post(f"{root}/strip/wipe")
    assert (wiped.status_code, wiped["Location"]) == (303, "/rehearsal/over")
    assert "什么也没有留下" in seen(client, "/rehearsal/over")
    assert left_in(var) == set()
    assert client.get(count).status_code == 404
    assert rows() == before
    assert not Entry.objects.filter(act__startswith="count.").exists()


def test_an_unknown_or_wiped_rehearsal_is_a_page_in_plain_words(cast, var):
    for address in (f"/rehearsal/{'x' * 22}/meetings/1/count", f"/rehearsal/{'x' * 22}", f"/rehearsal/{'x' * 22}/s"):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "没有这场演练" in answer.content.decode()
    assert Client().get("/rehearsal/short/meetings/1/count").status_code == 404


def test_only_those_who_work_at_a_count_may_begin_one(cast, var):
    a_meeting_to_evaluate(cast)
    may = {"office", "chairpersons", "town_office", "presidium", "leader", "town_leader", "organs_leader", "stranger"}
    may |= {"teller", "second_teller", "scrutineer"}
    for name, actor in cast.everybody.items():
        client = signed_in(actor) if actor.signed_in else Client()
        if name in may:
            assert client.get("/rehearsal").status_code == 200, name
        else:
            assert client.get("/rehearsal").status_code == (404 if actor.signed_in else 302), name
            assert client.post("/rehearsal/begin").status_code == 404, name
    assert left_in(var) == set()


def test_twenty_first_is_told_to_wait(cast, var, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    client = signed_in(cast.office)
    begun(client)
    answer = client.post("/rehearsal/begin")
    assert answer.status_code == 409
    assert "请先结束一场" in answer.content.decode()


def test_the_count_page_sends_those_who_never_did_it_to_the_rehearsal_until_it_opens(cast, var):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 3)
    client = signed_in(cast.scrutineer)
    for page in ("count", "sheets"):
        assert 'href="/rehearsal"' in seen(client, f"/meetings/{meeting.pk}/{page}")
    assert 'href="/rehearsal"' in seen(client, "/desk")
    deputy = signed_in(cast.deputy)
    assert 'href="/rehearsal"' not in seen(deputy, f"/meetings/{meeting.pk}/count")
    root = begun(client)
    for page in ("meetings/1/count", "meetings/1/sheets", "desk"):
        assert '/rehearsal"' not in seen(client, f"{root}/{page}")


def test_being_somebody_in_a_rehearsal_is_being_nobody_outside(cast, var):
    meeting = a_meeting_to_evaluate(cast)
    root, trainee = begun(signed_in(cast.office)), Client()
    assert STRIP in seen(trainee, f"{root}/meetings/1/count"), "whoever has the address takes part"
    be(trainee, root, hall.SECRETARY)
    cookie = trainee.cookies["rehearsal"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"{root}/", True, "Lax")
    for address in ("/desk", f"/meetings/{meeting.pk}/count", "/rehearsal"):
        assert trainee.get(address).status_code == 302, "sent to sign in"
    assert trainee.post(f"/act/sheet.issue/{meeting.pk}").status_code == 302
    # The session of the rehearsal is no session of the archive, sent under whichever name.
    trainee.cookies["sessionid"] = cookie.value
    assert trainee.get("/desk").status_code == 302


def test_the_official_who_rehearses_is_nobody_inside_and_the_same_outside(cast, var):
    client = signed_in(cast.office)
    root = begun(client)
    page = seen(client, f"{root}/meetings/1")
    assert cast.office.name not in page
    assert "演练监票人" in page
    assert "退出登录" not in page
    pressed(client, f"{root}/strip/phones", next=f"{root}/meetings/1/sheets")
    assert "虚构的手机票已入箱" not in seen(client, "/desk"), "what is said inside is not said outside"
    assert "虚构的手机票已入箱" in seen(client, f"{root}/meetings/1/sheets")
    assert cast.office.name in seen(client, "/desk")


def test_every_link_and_form_of_a_rehearsals_pages_stays_inside(cast, var):
    client = signed_in(cast.office)
    root = begun(client)
    be(client, root, hall.SECRETARY)
    pages = ("meetings/1", "meetings/1/sheets", "meetings/1/count", "meetings/1/hall", "meetings/1/chair", "desk")
    for page in (*pages, "secrecy", "rounds", "nothing-there"):
        answer = client.get(f"{root}/{page}")
        assert answer.status_code == (404 if page == "nothing-there" else 200), page
        body = answer.content.decode()
        leads = set(re.findall(r'<a [^>]*href="(/[^"]*)"|<form[^>]*action="(/[^"]*)"', body))
        for address in {a or b for a, b in leads}:
            assert address.startswith(f"{root}/"), (page, address)
        assert STRIP in body, page
        assert not re.search(r'(?:src|href)="/rehearsal/[^"]*static', body), page


NOT_REHEARSED = (
    "account/login",
    "account/login/",
    "account/",
    "api/",
    "people/import/files",
    "rehearsal/begin",
    "act/person.add/1",
    "act/people.import/1",
    "act/rectification.progress/1",
    "act/person.invite/1",
    "healthz",
)


def test_what_is_not_rehearsed_is_not_there(cast, var):
    client = signed_in(cast.office)
    root = begun(client)
    for path in NOT_REHEARSED:
        for answer in (client.get(f"{root}/{path}"), client.post(f"{root}/{path}")):
            assert answer.status_code == 404, path
            assert "演练里没有这一页" in answer.content.decode(), path


def test_the_strip_is_nowhere_in_the_archive(cast, var):
    client = signed_in(cast.office)
    for path in ("who", "phones", "papers", "samples.pdf", "wipe"):
        assert client.post(f"/strip/{path}").status_code == 404, path
        assert client.get(f"/strip/{path}").status_code == 404, path


def test_a_form_from_elsewhere_neither_wipes_nor_changes_who_one_is(cast, var):
    root = begun(signed_in(cast.office))
    strict = Client(enforce_csrf_checks=True)
    for door in ("wipe", "who", "phones", "papers"):
        assert strict.post(f"{root}/strip/{door}", {"who": hall.SECRETARY}).status_code == 403
    assert files.find(token(root))
    inside = Client().post(f"{root}/strip/who", {"who": hall.SECRETARY, "next": "https://example.org/"})
    assert inside["Location"] == f"{root}/"
    assert Client().post(f"{root}/strip/who", {"who": "演练主席"}).status_code == 404


def test_where_the_address_is_too_long_to_print_the_step_is_skipped(cast, var):
    client = signed_in(cast.office)
    long = {"SERVER_NAME": "a" * 60 + ".example"}
    root = client.post("/rehearsal/begin", **long)["Location"].rstrip("/")
    answer = client.get(f"{root}/strip/samples.pdf", **long, follow=True)
    assert "这里的网址太长" in answer.content.decode()
    assert "把三张监票卡存好" in answer.content.decode()


def test_the_strip_speaks_english(cast, var):
    client = signed_in(cast.office)
    client.cookies["language"] = "en"
    root = begun(client)
    page = seen(client, f"{root}/meetings/1/count")
    assert "People and sheets are invented; all of it is wiped at the end." in page
    assert "End and wipe the rehearsal" in page
    strip = page.split('class="rehearsal"')[1].split("</section>")[0]
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r'value="[^"]*"|<[^>]+>', "", strip))


def test_real_papers_bear_no_such_word(cast, var, db):
    meeting = a_meeting_to_evaluate(cast)
    client = signed_in(cast.town_office)
    pile = client.get(f"/act/sheet.issue/{meeting.pk}").context["form"].piles[0]
    made = client.post(
        f"/act/sheet.issue/{meeting.pk}", {f"n_{pile.key}": 1, "paper": "A4", "address": "http://testserver/s"}
    )
    assert made["Content-Type"] == "application/pdf"
    assert greys(made.content) < 0.005


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_in_a_browser_from_the_first_button_to_the_last(var, browser, live_server, scripts):
    cast = make_cast()
    a_meeting_to_evaluate(cast)
    client = signed_in(cast.scrutineer)
    context = browser.new_context(locale="zh-CN", java_script_enabled=scripts, accept_downloads=True)
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": n, "value": c.value, "url": live_server.url} for n, c in client.cookies.items()])
    page = context.new_page()
    page.goto(f"{live_server.url}/desk")
    page.get_by_role("link", name="演练计票").click()
    before = rows()
    page.get_by_role("button", name="开始演练").click()
    expect(page.get_by_text(STRIP)).to_be_visible()
    root = page.url.split("/meetings")[0]
    expect(page.locator(".rehearsal-steps .now")).to_contain_text("打印票样")
    assert context.request.get(f"{root}/strip/samples.pdf").body().startswith(b"%PDF-")
    page.reload()
    expect(page.locator(".rehearsal-steps .now")).to_contain_text("开始测评")
    with page.expect_download() as saved:
        page.get_by_role("button", name="开始测评").click()
    first, second, _ = squares(saved.value.path().read_bytes())
    page.goto(f"{root}/meetings/1/sheets")
    page.get_by_role("button", name="投入虚构的手机票").click()
    expect(page.get_by_text(f"{hall.PHONES} 张虚构的手机票已入箱")).to_be_visible()
    page.get_by_role("button", name="停止手机填表").click()
    page.get_by_role("link", name="去办这一步").click()
    page.get_by_role("button", name="计票人甲").click()
    expect(page.get_by_role("button", name="计票人甲")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="代录剩余纸质表").click()
    page.get_by_role("button", name="换成监票人").click()
    page.get_by_label("没有用的测评表").fill(str(hall.SPARE + hall.SAMPLES))
    page.get_by_role("button", name="清点").click()
    page.get_by_role("button", name="核对确认").click()
    page.get_by_label("第一张监票卡").fill(first)
    page.get_by_label("第二张监票卡").fill(second)
    page.get_by_role("button", name="封存结果").click()
    expect(page.get_by_text(re.compile(r"演练完成，用时 \d+ 分钟。"))).to_be_visible()
    page.get_by_role("button", name="换成承办单位").click()
    page.get_by_role("button", name="公布结果").click()
    page.get_by_role("button", name="结束并清除演练").click()
    expect(page.get_by_text("什么也没有留下")).to_be_visible()
    assert left_in(var) == set()
    assert rows() == before
    context.close()


@pytest.mark.django_db(transaction=True)
def test_the_strip_stays_in_sight_and_fits_the_smallest_phone(var, page, live_server):
    cast = make_cast()
    root = live_server.url + begun(signed_in(cast.office))
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 640})
        for place in ("meetings/1/sheets", "meetings/1", "s", "meetings/1/hall"):
            page.goto(f"{root}/{place}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, place)
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], (width, place)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            expect(page.locator(".rehearsal-says")).to_be_in_viewport()
    page.goto(f"{root}/meetings/1/sheets")
    page.emulate_media(media="print")
    expect(page.locator(".across")).to_be_visible()
    expect(page.locator(".rehearsal")).to_be_hidden()
