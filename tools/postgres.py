"""Run a command against a throw-away PostgreSQL: ``python tools/postgres.py COMMAND…``.

The cluster lives in a temporary folder, listens on this machine only, on a free port, and is gone
afterwards. PostgreSQL refuses to run as root, so root hands it to the user ``postgres`` or ``nobody``.
Ends with 3 and a plain sentence where PostgreSQL's programs are not on the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ABSENT = 3
# Nothing in the cluster outlives the run, so it need not be safe against a power cut.
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses=127.0.0.1"


def programs() -> Path | None:
    """The folder with initdb, pg_ctl and postgres: Debian keeps them off the path, newest last."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("pg_ctl")
    if on_path:
        homes.append(Path(on_path).resolve().parent)
    fit = [home for home in homes if all((home / name).exists() for name in ("initdb", "pg_ctl", "postgres"))]
    return fit[-1] if fit else None


def owner() -> str | None:
    """Whose cluster it is, when we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    home = programs()
    if home is None:
        print("!! PostgreSQL's programs (initdb, pg_ctl) are not on this machine: its tests were NOT run.")
        return ABSENT
    user = owner()
    with tempfile.TemporaryDirectory(prefix="shuzhi-postgres-") as folder:
        if user:
            shutil.chown(folder, user)

        def call(program: str, *arguments: str) -> None:
            line = [*(["runuser", "-u", user, "--"] if user else []), str(home / program), *arguments]
            # Not a pipe: the server would keep it open and never let the reader go.
            with (Path(folder) / "words").open("a+b") as words:
                done = subprocess.run(
                    line, cwd=folder, stdin=subprocess.DEVNULL, stdout=words, stderr=words, check=False
                )
            if done.returncode:
                raise SystemExit(f"{program} failed:\n{(Path(folder) / 'words').read_text()}")

        data, port = f"{folder}/data", free_port()
        call("initdb", "-D", data, "-U", "shuzhi", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        call("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", f"-p {port} -k {folder} {QUICK}", "start")
        try:
            address = f"postgres://shuzhi@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
