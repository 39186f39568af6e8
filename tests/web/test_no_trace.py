"""Nothing planted in a cast is found again: not in what the server says, not in a file it writes, not in an error page.

A real server process on a database of its own, and casts of every kind: good ones, refused ones, malformed ones, and
ones under which the database gives way. Each carries an address, a browser, a cookie, a code, a nonce, a pattern of
answers and a word that stand nowhere else (D0002, D0005).
"""

from __future__ import annotations

import base64
import functools
import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from tests import apart

from shuzhi.crafts import seal as record
from shuzhi.crafts.seal import codes as record_codes

pytestmark = apart.ON_SQLITE_ONCE
FORWARDED = "203.0.113.77"
AGENT, COOKIE, REFERRER = "PlantedBrowser/9.9", "planted-cookie-value", "planted.example"
PATTERN = ("not_known", "dissatisfied", "satisfied", "basically_satisfied", "not_known", "dissatisfied")
QUESTIONS = ("overall", "law", "sessions", "voters", "activities", "example")
PLACES = (3, 2, 0, 1, 3, 2)
OVER_2_MB, TOO_MANY = 2 * 2**20 + 10, 4100


def an_address_of_its_own() -> str:
    """Linux answers for all of 127/8; elsewhere the phone comes from where the server is, and is not looked for."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.9.8.7", 0))
        except OSError:
            return "127.0.0.1"
    return "127.9.8.7"


PEER = an_address_of_its_own()


@dataclass(slots=True)
class Hall:
    """The server, its files, and what the attendees hold."""

    folder: Path
    port: int
    codes: list[str]
    reporter: str
    meeting: int
    server: subprocess.Popen[bytes]
    pages: list[tuple[str, bytes]] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "live.sqlite3"

    def mark(self, name: str, text: str) -> str:
        self.marks[name] = text
        return text

    def send(self, name: str, body: bytes | str, method: str = "POST", path: str = "/s", **headers: str) -> int:
        """One request from a planted address with planted headers; the page is kept for the search."""
        phone = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90, source_address=(PEER, 0))
        planted = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": FORWARDED,
            "X-Real-IP": FORWARDED,
            "Forwarded": f"for={FORWARDED}",
            "User-Agent": AGENT,
            "Cookie": f"sessionid={COOKIE}; language=en; csrftoken={COOKIE}",
            "Referer": f"http://{REFERRER}/s",
        }
        try:
            phone.request(method, path, body, planted | {k.replace("_", "-"): v for k, v in headers.items()})
            answer = phone.getresponse()
            page = str(answer.headers).encode() + answer.read()
        except (ConnectionError, http.client.HTTPException):  # the server hung up
            return 0
        finally:
            phone.close()
        self.pages.append((name, page))
        return answer.status

    def form(self, name: str, code: str, *, step: str = "cast", **more: str) -> str:
        """A filled-in form with the planted pattern, a nonce and a comment of its own."""
        nonce = self.mark(f"nonce of {name}", f"nonce{len(self.marks):05}{name.encode().hex()}"[:60])
        comment = self.mark(f"comment of {name}", f"井盖{len(self.marks):04}号{name}")
        given = {f"a-{self.reporter}-{q}": grade for q, grade in zip(QUESTIONS, PATTERN, strict=True)}
        return urlencode({"step": step, "code": code, "nonce": nonce, **given, "comment": comment} | more)

    def sheet(self, name: str) -> str:
        return self.mark(f"code of {name}", self.codes.pop())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    (folder / "temporary").mkdir()
    temporary = str(folder / "temporary")
    environment = apart.environment(folder, SHUZHI_CAST_WAIT="0.2", TMPDIR=temporary, SQLITE_TMPDIR=temporary)
    opening = [sys.executable, str(apart.ROOT / "tests/acts/killed_hall.py"), "open", str(folder)]
    subprocess.run(opening, env=environment, check=True, capture_output=True, timeout=180)
    found = json.loads((folder / "hall.json").read_text())
    (folder / "hall.json").unlink()
    command = "import serve, sys, json; print(json.dumps(serve.server('127.0.0.1', int(sys.argv[1]))))"
    port = free_port()
    said = subprocess.check_output([sys.executable, "-c", command, str(port)], env=environment, text=True)
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        server = subprocess.Popen(
            json.loads(said), env=environment, cwd=folder, stdout=out, stderr=err, start_new_session=True
        )
    hall = Hall(folder, port, found["codes"], found["reporter"], found["meeting"], server)
    try:
        until = time.monotonic() + 90
        while hall.send("first page", b"", "GET") != 200:
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        everything(hall)
        yield hall
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # its worker too
        server.wait()


def everything(hall: Hall) -> None:
    """Casts of every kind, and then the search may begin."""
    good(hall)
    refused(hall)
    malformed(hall)
    broken(hall)


def good(hall: Hall) -> None:
    for n in range(3):
        code = hall.sheet(f"good {n}")
        kind = "application/json" if n else "text/html"
        assert hall.send(f"good {n}", hall.form(f"good {n}", code), Accept=kind) == 200
        hall.stored[code] = hall.marks[f"comment of good {n}"]
    code, comment = hall.sheet("sealed"), hall.mark("comment of sealed", "井盖九千号封着的")
    row = sqlite3.connect(hall.database).execute("SELECT opening FROM records_evaluation").fetchone()
    kept = json.loads(row[0])
    opening = record.asked(record.Signed("opening", kept["content"], b"\0" * 64))
    sealed = record.seal(opening, record.Filled(code, b"planted-nonce-16", PLACES, comment), os.urandom)
    hall.mark("nonce of sealed", "planted-nonce-16")
    hall.mark("sealed form", sealed.hex())
    text = urlencode({"step": "sealed", "meeting": hall.meeting, "sealed": base64.b64encode(sealed).decode()})
    assert hall.send("sealed", text, Accept="application/json") == 200
    hall.stored[code] = comment


def refused(hall: Hall) -> None:
    used = next(iter(hall.stored))
    assert hall.send("used", hall.form("used", used)) == 409
    strange = hall.mark(
        "strange code", record_codes.mint(lambda bits: int.from_bytes(os.urandom(8), "big") >> (64 - bits))
    )
    assert hall.send("unknown", hall.form("unknown", strange)) == 404
    odd = hall.sheet("odd grade")
    grade = {f"a-{hall.reporter}-overall": hall.mark("odd grade", "planted-grade")}
    assert hall.send("odd grade", hall.form("odd grade", odd, **grade)) == 422
    assert hall.send("short nonce", hall.form("short nonce", hall.sheet("short nonce"), nonce="x")) == 422
    assert (
        hall.send("other reporter", hall.form("other reporter", hall.sheet("other"), **{"a-99999-overall": "x"})) == 422
    )
    assert hall.send("torn", urlencode({"step": "sealed", "meeting": hall.meeting, "sealed": "QUJD"})) == 422


def malformed(hall: Hall) -> None:
    torn = "multipart/form-data; boundary=planted"
    body = hall.form("large", hall.sheet("large"))
    # On a busy machine the server has answered and hung up before all of it is sent.
    assert hall.send("large", body + "&x=" + "y" * OVER_2_MB) in {0, 503}
    assert hall.send("many", hall.form("many", hall.sheet("many")) + "&z=1" * TOO_MANY) == 503
    assert hall.send("multipart", hall.form("multipart", hall.sheet("multipart")), Content_Type=torn) in {
        200,
        400,
        422,
        503,
    }
    file = hall.mark("a file", "planted-in-a-file ") * 200_000
    parts = f'--planted\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n{file}\r\n--planted--\r\n'
    assert hall.send("file", parts, Content_Type=torn) in {200, 400, 422, 503}
    code = hall.sheet("bytes")
    assert hall.send("bytes", b"step=cast&code=" + code.encode() + b"&nonce=\xff\xfe\x00&comment=%ff%00") in {
        400,
        422,
        503,
    }
    assert hall.send("in the address", b"", "GET", f"/s?code={hall.sheet('address')}&lang=zh-hans") == 200
    assert hall.send("beside", b"", "GET", f"/s/{hall.sheet('beside')}") == 200
    assert hall.send("put", hall.form("put", hall.sheet("put")), "PUT") == 405
    assert (
        hall.send("a host", hall.form("host", hall.sheet("host")), Host=hall.mark("a host", "planted host/%%")) == 400
    )
    with socket.create_connection(("127.0.0.1", hall.port), source_address=(PEER, 0)) as line:
        line.sendall(f"NOTHTTP {hall.sheet('no protocol')}\r\nx: {AGENT}\r\n\r\n".encode())
        line.settimeout(5)
        hall.pages.append(("no protocol", line.recv(4096)))
    with socket.create_connection(("127.0.0.1", hall.port), source_address=(PEER, 0)) as line:
        head = f"POST /s HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nUser-Agent: {AGENT}\r\n\r\n"
        line.sendall((head + hall.form("hung up", hall.sheet("hung up"))).encode())  # and the phone is gone


def broken(hall: Hall) -> None:
    """The database gives way underneath: a table gone, a key spoilt, a lock that lasts longer than patience."""

    def under(table: str, cast: Callable[[], int]) -> int:
        other = sqlite3.connect(hall.database, timeout=30, isolation_level=None)
        other.execute(f"ALTER TABLE {table} RENAME TO away")
        try:
            return cast()
        finally:
            other.execute(f"ALTER TABLE away RENAME TO {table}")
            other.close()

    for table in ("records_tag", "records_leaf", "records_comment", "records_checkpoint", "records_sheetkind"):
        body = hall.form(table, hall.sheet(f"without {table}"))
        for accept in ("text/html", "application/json"):
            assert under(table, functools.partial(hall.send, f"no {table}", body, Accept=accept)) == 503
    opened = hall.form("no table", hall.sheet("no table"), step="open")
    assert under("records_reporter", lambda: hall.send("no records_reporter", opened)) == 503
    lock = sqlite3.connect(hall.database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert hall.send("locked", hall.form("locked", hall.sheet("locked"))) == 503
    lock.execute("ROLLBACK")
    lock.close()


# The search


def written(mark: str) -> set[bytes]:
    """Every way in which something may have been written down."""
    plain, raw = mark.encode(), bytes.fromhex(mark) if re.fullmatch("[0-9a-f]{64,}", mark) else mark.encode()
    ways = {plain, raw, mark.lower().encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be")}
    ways |= {raw.hex().encode(), raw.hex().upper().encode(), quote(mark).encode(), json.dumps(mark)[1:-1].encode()}
    for shift in range(3):
        middle = base64.b64encode(b"\0" * shift + raw)[4:]
        ways |= {middle[: len(middle) - 4], middle[: len(middle) - 4].translate(bytes.maketrans(b"+/", b"-_"))}
    ways |= {f"{mark[:4]}-{mark[4:8]}-{mark[8:]}".encode()} if re.fullmatch("[0-9A-Z]{12}", mark) else set()
    return {way for way in ways if len(way) >= 6}


def patterns() -> set[bytes]:
    """The answers in a row, as words in any notation that keeps them close, or as places."""
    return {
        bytes(PLACES),
        str(list(PLACES)).encode(),
        "".join(map(str, PLACES)).encode(),
        b",".join(str(p).encode() for p in PLACES),
    }


WORDS = re.compile(b".{1,24}".join(grade.encode() for grade in PATTERN[:4]), re.DOTALL)


def found_in(data: bytes, marks: dict[str, str]) -> list[str]:
    found = [name for name, mark in marks.items() if any(way in data for way in written(mark))]
    found += ["pattern"] if WORDS.search(data) or any(way in data for way in patterns()) else []
    return found


FACE = ({"peer": PEER} if PEER != "127.0.0.1" else {}) | {
    "forwarded": FORWARDED,
    "agent": AGENT,
    "cookie": COOKIE,
    "referrer": REFERRER,
}


def allowed(hall: Hall) -> set[str]:
    """The code after its use, in the table of codes; the comment, in the table of comments."""
    kept = {*hall.stored, *hall.stored.values()}
    return {name for name, mark in hall.marks.items() if mark in kept}


def test_the_search_finds_each_way_of_writing(hall: Hall) -> None:
    for mark in ("PlantedBrowser/9.9", "井盖0001号x", "0123456789AB"):
        for text in (mark, base64.b64encode(f"ab{mark}cd".encode()).decode(), mark.encode().hex(), quote(mark)):
            assert found_in(f"...{text}...".encode(), {"it": mark}) == ["it"], text
        assert found_in(f"..{mark}..".encode("utf-16-le"), {"it": mark}) == ["it"]
    assert found_in(json.dumps(dict(zip(QUESTIONS, PATTERN, strict=True))).encode(), {}) == ["pattern"]


def test_what_the_server_says_holds_none_of_it(hall: Hall) -> None:
    said = (hall.folder / "stdout").read_bytes() + (hall.folder / "stderr").read_bytes()
    assert b"casting failed: OperationalError at" in said, "it does say that something broke"
    assert found_in(said, hall.marks | FACE) == [], said.decode(errors="replace")[-3000:]
    assert b"DisallowedHost" in said, "and of which kind it was, without its words"


def test_no_file_holds_more_than_a_used_code_and_a_comment(hall: Hall) -> None:
    may = allowed(hall)
    files = [file for file in hall.folder.rglob("*") if file.is_file()]
    assert {"live.sqlite3", "live.sqlite3-wal", "secret_key", "stderr"} <= {file.name for file in files}
    for file in files:
        beyond = set(found_in(file.read_bytes(), hall.marks | FACE)) - (may if "sqlite3" in file.name else set())
        assert beyond == set(), file.name


def test_in_the_database_a_code_stands_among_codes_and_a_comment_among_comments(hall: Hall) -> None:
    base = sqlite3.connect(hall.database)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    homes: dict[str, set[str]] = {}
    for table in tables:
        for row in base.execute(f"SELECT * FROM {table}"):
            for name in found_in(
                b"\0".join(c if isinstance(c, bytes) else str(c).encode() for c in row), hall.marks | FACE
            ):
                homes.setdefault(name, set()).add(table)
    for name, mark in hall.marks.items():
        home = (
            {"records_tag"} if mark in hall.stored else {"records_comment"} if mark in hall.stored.values() else set()
        )
        assert homes.get(name, set()) == home, name
    assert not homes.keys() & ({"pattern"} | FACE.keys())


def test_no_page_that_refuses_or_fails_tells_what_was_in_the_form(hall: Hall) -> None:
    """The sheet itself and a mistyped code go back to the phone they came from; nothing else does."""
    for name, page in hall.pages:
        assert found_in(page, hall.marks | FACE) == [], name
        assert b"Traceback" not in page, name
        assert b"OperationalError" not in page, name
