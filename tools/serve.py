"""Bring the records up to date, build the demonstration district on first start, and serve.

``HOST`` and ``PORT`` say where; ``DATABASE_URL`` which database; ``SHUZHI_DEMO=0`` leaves the
demonstration district out. Run by ``tools/setup.py run`` inside the virtual environment.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PATIENCE = 60  # seconds until the first page must be there
AGAIN = 5.0  # seconds before background work that ended is begun again


def say(line: str) -> None:
    print(line, flush=True)


def place() -> tuple[str, int]:
    """Where to serve, refused in one sentence when it can't be had."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SystemExit(f"✗ PORT={port}: not a port. 端口应是 1–65535 之间的数字。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise SystemExit(f"✗ {host}:{port}: {error.strerror}. 换一个端口 try another: PORT=8001 make run") from None
    return host, int(port)


def server(host: str, port: int) -> list[str]:
    """One process and threads that wait, on PostgreSQL too.

    SQLite has one writer anyway; and the batches in which forms go into the box live in one process: with
    more, arrivals would wait apart and stand in smaller company (decision 0005).
    """
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--log-level", "error"]
    pool = ["--workers", "1", "--blocking-threads", "64"]
    return [str(BIN / "granian"), *options, *pool, "shuzhi.wsgi:application"]


def commands(host: str, port: int) -> list[list[str]]:
    """The server, and the hand for background work where work is queued in the database."""
    wanted = [server(host, port)]
    if "database" in settings.TASKS["default"]["BACKEND"].lower():
        wanted.append([sys.executable, "manage.py", "worker", "-v0"])
    return wanted


def answers(address: str) -> bool:
    # The machine's own address must not be asked through a proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def attend(running: list[subprocess.Popen[bytes]], address: str) -> int:
    """Say when the first page is there, then stand by until the server ends."""
    deadline = time.monotonic() + PATIENCE
    while not answers(address):
        if time.monotonic() > deadline or any(process.poll() is not None for process in running):
            say("✗ 服务没有起来 the server did not come up; its words stand above.")
            return 1
        time.sleep(0.1)
    say(f"\n述职 在 {address} 运行 is serving at {address} (Ctrl-C 停止 stops it)\n")
    if os.environ.get("SHUZHI_DEMO") != "0":
        call_command("demo", "--who")
    sys.stdout.flush()
    connections.close_all()
    return stand_by(running)


def stand_by(running: list[subprocess.Popen[bytes]]) -> int:
    """Until the server, the first of them, ends. Whoever else ends is begun again: a file that fells the worker, or a machine
    short of memory, must not take the pages away on which people are casting."""
    while (ended := running[0].poll()) is None:
        for n, process in enumerate(running):
            if n and process.poll() is not None:
                say("· 后台工作停了，重新开始 background work ended and is begun again")
                time.sleep(AGAIN)
                running[n] = subprocess.Popen(process.args, cwd=ROOT)
        time.sleep(0.5)
    return abs(ended)


def main() -> int:
    host, port = place()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzhi.settings")
    django.setup()
    say("· 数据库 database …")
    call_command("migrate", interactive=False, verbosity=0)
    if os.environ.get("SHUZHI_DEMO") != "0":
        say("· 演示区 demonstration district …")
        call_command("demo")
    call_command("archive", resume=True)  # boxes whose making an earlier stop cut short
    connections.close_all()
    # An address that means "all of them" is not one to click on.
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 (compared, not bound)
    signal.signal(signal.SIGTERM, stop)
    running = [subprocess.Popen(command, cwd=ROOT) for command in commands(host, port)]
    try:
        return attend(running, f"http://{shown}:{port}")
    except KeyboardInterrupt:
        say("\n停止 stopping")
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


if __name__ == "__main__":
    raise SystemExit(main())
