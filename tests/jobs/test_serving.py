"""The program as ``make run`` keeps it going: the server by itself, and a hand for background work beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools import serve


def begun(program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program])


def test_background_work_that_is_killed_is_begun_again_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "AGAIN", 0.1)
    lives = tmp_path / "lives"
    worker = f"import os, signal; open({str(lives)!r}, 'a').write('x'); os.kill(os.getpid(), signal.SIGKILL)"
    server = f"import time, pathlib\nwhile len(pathlib.Path({str(lives)!r}).read_text()) < 3: time.sleep(.1)\nexit(7)"
    lives.touch()
    running = [begun(server), begun(worker)]
    assert serve.stand_by(running) == 7
    running[1].wait()
    assert len(lives.read_text()) >= 3
    assert "background work ended and is begun again" in capfd.readouterr().out


def test_a_server_that_is_killed_is_no_success() -> None:
    killed = begun("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert serve.stand_by([killed]) == 9
