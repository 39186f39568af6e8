"""The sealed record in public: not before its time, true to the bundle, checked by anybody (4.3b(iii), D0007)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.cast import make_cast
from tests.sheets import all_of, opened, put, seal
from tests.web.test_count import signed_in

from shuzhi.acts import count as acts
from shuzhi.acts import sheet
from shuzhi.crafts.seal import verify
from shuzhi.records import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]
VERIFIER = Path(verify.__file__)
GOOD, GAPS, ABSENT = 0, 3, 4


def sealed(cast, *, phone=11, issued=12, explanation=""):
    """A meeting whose record is sealed; sheets that were not cast are missing where that is explained, else unused."""
    meeting, codes = opened(cast, issued)
    for n, code in enumerate(codes[:phone]):
        put(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0 if explanation else issued - phone, explanation=explanation)
    count = seal(cast, acts.confirm(cast.scrutineer, count))
    return meeting, count


def announced(cast, **how):
    meeting, count = sealed(cast, **how)
    acts.announce(cast.town_office, count)
    return meeting, count


def visit(language="zh-hans"):
    client = Client()
    client.cookies["language"] = language
    return client


def words(answer):
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u3000", "").split())


def receipts_on(page):
    return re.findall(r"data-receipt>([^<]+)<", page)


def checked(tmp_path, data, *more):
    """What the verifier that anybody downloads says of the bundle that anybody downloads."""
    (tmp_path / "verify.py").write_bytes(visit().get("/record/verify.py").content)
    (tmp_path / "record.json").write_bytes(data)
    command = [sys.executable, "-I", "verify.py", "record.json", *more]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


# When it is there


def test_nothing_of_it_is_there_before_the_announcement(cast):
    def nowhere():
        for client in (visit(), signed_in(cast.scrutineer), signed_in(cast.office)):
            for path in ("", "/bundle.json"):
                assert client.get(f"/record/{meeting.pk}{path}").status_code == 404

    meeting, codes = opened(cast, 11)
    nowhere()
    for n, code in enumerate(codes):
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0)
    nowhere()
    count = acts.confirm(cast.scrutineer, count)
    nowhere()
    count = seal(cast, count)
    nowhere()
    acts.announce(cast.town_office, count)
    assert visit().get(f"/record/{meeting.pk}").status_code == 200
    assert visit().get(f"/record/{meeting.pk}/bundle.json").status_code == 200


def test_no_record_is_not_there(cast):
    assert visit().get("/record/987654").status_code == 404
    assert visit().get("/record/987654/bundle.json").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_void_evaluation_has_its_record_and_no_counts(cast, language, tmp_path):
    meeting, codes = opened(cast, 11)
    for n, code in enumerate(codes):
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    drawn = acts.draw_up(cast.scrutineer, meeting, unused=0)
    acts.declare_void(cast.scrutineer, drawn, void_because="票箱翻倒，分不清新旧")
    page = visit(language).get(f"/record/{meeting.pk}")
    said = words(page)
    assert "票箱翻倒，分不清新旧" in said
    assert ("已经宣布作废" if language == "zh-hans" else "declared void") in said
    assert "data-reporter" not in page.content.decode()
    told = checked(tmp_path, visit().get(f"/record/{meeting.pk}/bundle.json").content)
    assert told.returncode == GAPS, told.stdout
    assert m.Count.objects.get().digest in said
    assert f'href="/record/{meeting.pk}"' in visit().get("/results").content.decode()


# What it says


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_tells_the_fingerprint_the_sheets_the_receipts_and_what_is_not_proven(cast, language):
    meeting, count = announced(cast, phone=11, issued=13, explanation="两张被带走了。")
    page = visit(language).get(f"/record/{meeting.pk}")
    said, html = words(page), page.content.decode()
    assert count.digest in said
    assert "两张被带走了。" in said
    row = re.search(r"<tbody><tr>(.*?)</tr>", html, re.S)[1]
    assert re.findall(r'<td class="n[^>]*>(\d+)<', row) == ["13", "11", "0", "2", "0"]
    receipts = receipts_on(html)
    assert len(receipts) == len(set(receipts)) == 11
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", one) for one in receipts)
    for zh, en in (
        ("不能证明", "Not proven"),
        ("摄像头", "camera"),
        ("改过程序", "rewrote the program"),
        ("拦下", "turned away"),
        ("手机本身", "tampered with a phone"),
        ("纸票", "paper between box and table"),
        ("叫得出哪些表没有发出去", "could name the sheets nobody drew"),
        ("一模一样", "everybody answers the same"),
        ("笔调", "style and facts"),
        ("独自入箱", "came in alone"),
    ):
        assert (zh if language == "zh-hans" else en) in said
    assert f'href="/record/{meeting.pk}/bundle.json"' in html
    assert 'href="/record/verify.py"' in html
    # Never which came by phone and which on paper.
    assert "手机填的 11" not in said


def test_the_page_keeps_to_the_strict_policy_and_needs_no_script(cast):
    meeting, _ = announced(cast)
    answer = visit().get(f"/record/{meeting.pk}")
    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert " style=" not in page
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    assert all('type="application/json"' in tag for tag in inline)
    assert re.search(r"data-without>", page)
    assert re.search(r"data-recount=\"[^\"]+\" hidden>", page)


def test_fewer_than_ten_sheets_show_no_counts_here_either(cast, tmp_path):
    meeting, _ = announced(cast, phone=9, issued=9)
    page = visit().get(f"/record/{meeting.pk}")
    assert "不足 10 张" in words(page)
    assert "data-question" not in page.content.decode()
    data = visit().get(f"/record/{meeting.pk}/bundle.json").content
    assert json.loads(data)["closing"]["content"]["results"][0]["questions"] is None
    assert checked(tmp_path, data).returncode == GOOD


def test_it_takes_few_queries_and_no_more_for_many_forms(cast):
    meeting, _ = announced(cast, phone=10, issued=10)
    other, _ = announced(cast, phone=22, issued=22)

    def queries(pk):
        with CaptureQueriesContext(connection) as asked:
            assert visit().get(f"/record/{pk}").status_code == 200
        return len(asked)

    few, many = queries(meeting.pk), queries(other.pk)
    assert few == many <= 15


# A receipt


def asked(meeting, typed, language="zh-hans"):
    return visit(language).get(f"/record/{meeting.pk}", {"receipt": typed})


def test_a_receipt_is_found_however_it_is_copied(cast):
    meeting, _ = announced(cast)
    batches = visit().get(f"/record/{meeting.pk}").content.decode().split('<details id="batch-')[1:]
    batch, receipt = next((n, receipts_on(its)[0]) for n, its in enumerate(batches, 1) if n > 3)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in receipt)
    letters = receipt.replace("0", "o").replace("1", "l")
    dashes = receipt.replace("-", " — ")
    for typed in (receipt, receipt.lower(), receipt.replace("-", ""), f" {dashes} ", wide, letters):
        page = asked(meeting, typed)
        assert f"在里面：{receipt}，第 {batch} 批" in words(page), typed
        html = page.content.decode()
        assert re.search(rf'class="mine"><code data-receipt>{receipt}<', html)
        assert re.findall(r'<details id="batch-(\d+)" open>', html) == [str(batch)]
    assert f"It is in: {receipt}, batch {batch}" in words(asked(meeting, receipt, "en"))


def test_the_receipt_of_the_phone_is_on_the_list(cast):
    meeting, codes = opened(cast, 10)
    given = [acts_cast(code, n, meeting) for n, code in enumerate(codes)]
    sheet.close_phones(cast.scrutineer, meeting)
    count = seal(cast, acts.confirm(cast.scrutineer, acts.draw_up(cast.scrutineer, meeting, unused=0)))
    acts.announce(cast.town_office, count)
    assert sorted(given) == sorted(receipts_on(visit().get(f"/record/{meeting.pk}").content.decode()))


def acts_cast(code, n, meeting):
    data = {f"a-{r.pk}-{q}": "satisfied" for r in meeting.reporters.all() for q in ("overall", "law")}
    sent = Client().post(
        "/s", {"step": "cast", "code": code, "nonce": f"{n:024}", **data}, HTTP_ACCEPT="application/json"
    )
    return sent.json()["receipt"]


@pytest.mark.parametrize("typed", ["0000-0000-0000", "zzzzzzzzzzzz"])
def test_a_receipt_that_is_not_in_it_is_said_to_be_absent(cast, typed):
    meeting, _ = announced(cast)
    said = words(asked(meeting, typed))
    assert "不在这份记录里" in said
    assert "在里面：" not in said
    assert "is not in this record" in words(asked(meeting, typed, "en"))


@pytest.mark.parametrize(
    "typed", ["x", "1234", "UUUU-UUUU-UUUU", "<script>alert(1)</script>", "满意" * 40, "%00", "A" * 5000]
)
def test_nonsense_is_told_what_a_receipt_looks_like(cast, typed):
    meeting, _ = announced(cast, phone=10, issued=10)
    answer = asked(meeting, typed)
    assert answer.status_code == 200
    assert "这不像一个回执" in words(answer)
    assert "<script>alert" not in answer.content.decode()


def test_an_empty_question_asks_nothing(cast):
    meeting, _ = announced(cast, phone=10, issued=10)
    said = words(asked(meeting, "  "))
    assert "不像" not in said
    assert "不在这份记录里" not in said


def test_a_fingerprint_is_known_or_is_of_another_record(cast):
    meeting, count = announced(cast, phone=10, issued=10)
    _, another = announced(cast, phone=10, issued=10)
    assert "封存时的指纹" in words(asked(meeting, count.digest.lower()))
    batch = re.search(r"这一批之后的指纹 ([\w-]+)", words(visit().get(f"/record/{meeting.pk}")))[1]
    assert "第 1 批入箱以后的指纹" in words(asked(meeting, batch))
    assert "不是这份记录的" in words(asked(meeting, another.digest))


# The bundle, and who leads there


def test_the_bundle_passes_the_verifier_that_lies_beside_it(cast, tmp_path):
    meeting, count = announced(cast)
    answer = visit().get(f"/record/{meeting.pk}/bundle.json")
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    program = visit().get("/record/verify.py")
    assert program.content == VERIFIER.read_bytes()
    assert "attachment" in program["Content-Disposition"]
    told = checked(tmp_path, answer.content)
    assert told.returncode == GOOD, told.stdout + told.stderr
    assert count.digest.replace("-", "") in told.stdout
    receipt = receipts_on(visit().get(f"/record/{meeting.pk}").content.decode())[0]
    assert checked(tmp_path, answer.content, "--receipt", receipt).returncode == GOOD
    assert checked(tmp_path, answer.content, "--root", count.digest).returncode == GOOD
    assert checked(tmp_path, answer.content, "--receipt", "0000-0000-0000").returncode == ABSENT


def test_a_bundle_with_a_gap_says_so(cast, tmp_path):
    meeting, _ = announced(cast, phone=11, issued=12, explanation="一张被带走了。")
    told = checked(tmp_path, visit().get(f"/record/{meeting.pk}/bundle.json").content)
    assert told.returncode == GAPS
    assert "missing" in told.stdout


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_results_lead_to_the_record(cast, language):
    meeting, count = announced(cast)
    # On the portal a reporter shows once the list is decided.
    m.Roster.objects.filter(round=meeting.round_id).update(state="acknowledged")
    reporter = meeting.reporters.get()
    for path in ("/results", f"/reporters/{reporter.pk}"):
        page = visit(language).get(path).content.decode()
        assert f'href="/record/{meeting.pk}"' in page, path
        assert count.digest in page
    assert 'href="/results"' in visit(language).get("/secrecy").content.decode()


def test_secrecy_says_what_the_sealed_record_does(cast):
    said, english = words(visit().get("/secrecy")), words(visit("en").get("/secrecy"))
    for sentence in ("三张监票卡", "用过的编码也一起公布", "回执", "没有连线"):
        assert sentence in said
    for sentence in ("three scrutineers’ cards", "used codes are published", "receipt"):
        assert sentence in english


# In the browser


def recounted(page, address):
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.locator("[data-recount] button").click()
    verdict = page.locator("[data-verdict] .verdict")
    verdict.wait_for(timeout=90_000)
    return verdict, wrong


def states(page):
    return page.locator("[data-checks] li").evaluate_all("all => all.map((one) => one.className)")


@pytest.mark.django_db(transaction=True)
def test_the_browser_counts_the_whole_record_again(live_server, page):
    cast = make_cast()
    meeting, _ = announced(cast, phone=10, issued=10)
    verdict, wrong = recounted(page, f"{live_server.url}/record/{meeting.pk}")
    assert "全部对得上。" in verdict.inner_text()
    assert "10 份表、10 个用过的编码" in verdict.inner_text()
    assert states(page) == ["good"] * 8
    assert wrong == []

    def with_counts_changed(route):
        thing = json.loads(route.fetch().body())
        counts = thing["closing"]["content"]["results"][0]["questions"][0]["counts"]
        counts[0], counts[1] = counts[0] - 1, counts[1] + 1
        route.fulfill(body=verify.write(thing), content_type="application/json")

    def with_a_form_left_out(route):
        thing = json.loads(route.fetch().body())
        del thing["leaves"][3]
        route.fulfill(body=verify.write(thing), content_type="application/json")

    def with_a_form_twice(route):
        thing = json.loads(route.fetch().body())
        thing["leaves"].append(thing["leaves"][0])
        route.fulfill(body=verify.write(thing), content_type="application/json")

    def with_nothing(route):
        route.fulfill(body="{}", content_type="application/json")

    stages = {
        with_counts_changed: "closing",
        with_a_form_left_out: "chain",
        with_a_form_twice: "forms",
        with_nothing: "opening",
    }
    for tampered, stage in stages.items():
        page.route("**/bundle.json", tampered)
        verdict, wrong = recounted(page, f"{live_server.url}/record/{meeting.pk}")
        assert "对不上。" in verdict.inner_text(), tampered
        assert "全部对得上" not in verdict.inner_text()
        assert page.locator("[data-checks] .bad").get_attribute("data-stage") == stage
        assert states(page).count("bad") == 1
        assert wrong == []
        page.unroute("**/bundle.json")

    # The network fails: said, and nothing is claimed.
    page.route("**/bundle.json", lambda route: route.abort())
    verdict, _ = recounted(page, f"{live_server.url}/record/{meeting.pk}")
    assert "没有数成" in verdict.inner_text()
    assert not {"bad", "now"} & set(states(page))
    page.unroute("**/bundle.json")

    # The page itself tells another count than its record.
    m.Count.objects.update(sums={k: _moved(v) for k, v in m.Count.objects.get().sums.items()})
    verdict, _ = recounted(page, f"{live_server.url}/record/{meeting.pk}")
    assert "网页上写的和记录里的不一样" in verdict.inner_text()
    assert states(page) == ["good"] * 7 + ["bad"]


def _moved(sums):
    one = sums["overall"]
    return sums | {"overall": one | {"satisfied": one["satisfied"] - 1, "not_known": one["not_known"] + 1}}


@pytest.mark.django_db(transaction=True)
def test_in_english_on_a_phone_and_the_statement_s_square_leads_there(live_server, browser):
    cast = make_cast()
    meeting, count = announced(cast, phone=10, issued=11, explanation="一张被带走了。")
    context = browser.new_context(viewport={"width": 360, "height": 740})
    session = signed_in(cast.scrutineer).cookies["sessionid"].value
    context.add_cookies(
        [
            {"name": "language", "value": "en", "url": live_server.url},
            {"name": "sessionid", "value": session, "url": live_server.url},
        ]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/statement")
    assert count.digest in page.inner_text(".digest")
    page.set_viewport_size({"width": 1000, "height": 900})
    picture = Image.open(BytesIO(page.locator(".digest").screenshot()))
    address = f"{live_server.url}/record/{meeting.pk}"
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]
    page.set_viewport_size({"width": 360, "height": 740})
    verdict, wrong = recounted(page, address)
    assert "Everything fits; some sheets are missing" in verdict.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert wrong == []
    context.close()
