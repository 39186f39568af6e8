"""Make everything ready, then run or test: ``python3 tools/setup.py run | test``.

Needs python3.11 with pip, node with npm, and nothing else; only the standard library is used here.
Each step leaves a stamp with the digest of what it was made from. A step whose stamp still fits is
passed over, a step that was interrupted has no stamp and is done again, so a second start costs
only the looks at the stamps.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import browser  # type: ignore[import-not-found] # tools/browser.py, beside this file
import fonts  # type: ignore[import-not-found] # tools/fonts.py

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
SOURCE = ROOT / "src" / "shuzhi"
MODULES = ROOT / "node_modules"


def say(line: str) -> None:
    print(line, flush=True)


def call(*command: str | Path, **more: str) -> None:
    """Run a command in the project's folder; its failure ends the set-up with one sentence."""
    words = [str(part) for part in command]
    if done := subprocess.run(words, cwd=ROOT, env={**os.environ, **more}, check=False).returncode:
        raise Failed(f"{' '.join(words)} ended with {done}")


class Failed(Exception):
    """A step that did not come through."""


class Step:
    """One step of the set-up: what it is made from, what it makes, how, and its stamp."""

    def __init__(
        self, name: str, words: str, made_from: Iterable[Path | str], makes: Iterable[Path], home: Path = BUILD
    ):
        self.words = words
        self.makes = list(makes)
        self.stamp = home / ".stamps" / name
        digest = hashlib.sha256(str(ROOT).encode())
        for part in made_from:
            digest.update(str(part).encode())
            if isinstance(part, Path) and part.is_file():
                digest.update(part.read_bytes())
        self.digest = digest.hexdigest()

    def stands(self) -> bool:
        return self.read() == self.digest and all(made.exists() for made in self.makes)

    def read(self) -> str:
        return self.stamp.read_text() if self.stamp.is_file() else ""

    def write(self, text: str) -> None:
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        part = self.stamp.with_name(f"{self.stamp.name}.part")
        part.write_text(text)
        part.replace(self.stamp)

    def take(self, deed: Callable[[], None]) -> None:
        if self.stands():
            return
        say(f"· {self.words} …")
        began = time.monotonic()
        self.write("begun")
        deed()
        self.write(self.digest)
        say(f"  {time.monotonic() - began:.1f} s")


def python_ready(kind: str) -> None:
    """The virtual environment with the locked packages of ``kind`` (run or test)."""
    packages = Step(
        kind,
        f"Python 程序库 Python packages (requirements/{kind}.txt)",
        [LOCKS / "setup.txt", LOCKS / f"{kind}.txt"],
        [PYTHON, VENV / "bin" / "granian"],
        VENV,
    )
    torn = any(
        (VENV / ".stamps" / name).is_file() and (VENV / ".stamps" / name).read_text() == "begun"
        for name in ("venv", "run", "test")
    )
    if torn or (VENV.exists() and not works(PYTHON)):
        say("· 上次安装中断，从头再来 the last installation was interrupted: starting it afresh")
        shutil.rmtree(VENV)
    Step("venv", "虚拟环境 virtual environment", [], [PYTHON], VENV).take(make_venv)
    packages.take(lambda: install(kind))


def works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def make_venv() -> None:
    """Without pip inside: Debian keeps ensurepip in a package of its own, and pip of the machine serves."""
    call(sys.executable, "-m", "venv", "--without-pip", VENV)
    [library] = (VENV / "lib").glob("python3.*")
    (library / "site-packages" / "shuzhi.pth").write_text(f"{ROOT / 'src'}\n")


def install(kind: str) -> None:
    """pip of the machine fetches uv from its lock, uv the rest; where uv can't, pip does it all."""
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", PYTHON]
    pip += ["install", "--require-hashes"]
    lock = LOCKS / f"{kind}.txt"
    try:
        call(*pip, "--quiet", "-r", LOCKS / "setup.txt")
        uv = VENV / "bin" / "uv"
        call(uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", lock, **mirror())
    except Failed as failure:
        say(f"  {failure}; 改用 pip 安装 going on with pip alone")
        call(*pip, "-r", lock)


def mirror() -> dict[str, str]:
    """What the machine tells pip about its mirror, told to uv, which reads no pip.conf."""
    listing = [sys.executable, "-m", "pip", "config", "list"]
    asked = subprocess.run(listing, check=False, capture_output=True, text=True).stdout
    told: dict[str, str] = {}
    for line in asked.splitlines():
        name, _, value = line.partition("=")
        value = value.strip("'\"")
        if name.endswith(".index-url"):
            told.setdefault("UV_DEFAULT_INDEX", value)
        elif name.endswith(".cert"):
            told.setdefault("SSL_CERT_FILE", value)
    return {name: value for name, value in told.items() if name not in os.environ}


def assets_ready() -> None:
    """The typefaces, which come through npm, laid out for the printing room."""
    lock = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    npm = Step("npm", "字体包 typefaces (npm ci)", lock, [MODULES / "@expo-google-fonts"])
    npm.take(lambda: call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"))
    made = [fonts.SHELF / name for name in fonts.FACES]
    Step("fonts", "排版字体 typefaces laid out", [ROOT / "tools" / "fonts.py", *lock], made).take(fonts.lay_out)
    shelf = Step(
        "browser", "浏览器程序库 the browser's libraries", [ROOT / "tools" / "browser.py", *lock], [browser.SHELF]
    )
    shelf.take(browser.lay_out)


def words_ready() -> None:
    """The joined catalogues of words."""
    catalogues = sorted((SOURCE / "locale").glob("*/*.po"))
    made = [path.parent / "LC_MESSAGES" / "django.mo" for path in catalogues]
    step = Step("messages", "英文词条 English words", [ROOT / "tools" / "messages.py", *catalogues], made)
    step.take(lambda: call(PYTHON, "tools/messages.py", "compile"))


def static_ready() -> None:
    """The program's and its libraries' static files, collected under names that carry their digest."""
    ours = sorted(path for path in SOURCE.rglob("static/**/*") if path.is_file())
    step = Step(
        "static",
        "样式与脚本 styles and scripts",
        [LOCKS / "run.txt", SOURCE / "settings.py", ROOT / "tools" / "browser.py", ROOT / "package-lock.json", *ours],
        [BUILD / "static"],
    )
    step.take(lambda: call(PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v0"))


def ready(kind: str) -> None:
    """All that ``kind`` needs. Two set-ups at once wait for each other."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        python_ready(kind)
        assets_ready()
        words_ready()
        static_ready()


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts it may have an older one)
        raise SystemExit(f"述职 needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if shutil.which("npm") is None:
        raise SystemExit("述职 needs node 20 with npm (Debian: apt-get install nodejs npm).")
    if arguments not in (["run"], ["test"]):
        print(__doc__)
        return 2
    try:
        ready(arguments[0])
        if arguments == ["run"]:
            os.chdir(ROOT)
            os.execv(PYTHON, [str(PYTHON), "tools/serve.py"])  # noqa: S606
    except Failed as failure:
        say(f"✗ {failure}. 改好后再运行一次即可 Mend it and run the same command again: it goes on from here.")
        return 1
    except KeyboardInterrupt:
        say("\n✗ 已中断；再运行一次会接着做 interrupted; the same command goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
