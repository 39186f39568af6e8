"""The same ballot by belenios-tool, where Debian's package is installed: make, verify, and the end of an election."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOOL = "belenios-tool"
BALLOTS = (2, 14)


@dataclass(frozen=True, slots=True)
class Peer:
    """Milliseconds of processor a ballot, bytes of a ballot; the end (tally, decryption, result) for ``ballots``."""

    make: float
    verify: float
    size: int
    end: float
    ballots: int


def installed() -> bool:
    return shutil.which(TOOL) is not None


class Election:
    """An election in a folder of its own, with one trustee and its own group of 2,048 bits, the faster one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uuid = self.run("setup", "generate-token").strip()
        group = ("--group", "BELENIOS-2048")
        self.run("setup", "generate-credentials", "--uuid", self.uuid, *group, "--count", str(BALLOTS[1]))
        self.found("*.pubcreds").rename(folder / "public_creds.json")
        pairs = self.found("*.privcreds").read_text().strip()
        listed = json.loads(pairs) if pairs.startswith("{") else dict(line.split() for line in pairs.splitlines())
        self.credentials = list(listed.values())
        self.run("setup", "generate-trustee-key", *group)
        (folder / "public_keys.jsons").write_text(self.found("*.pubkey").read_text())
        self.run("setup", "make-trustees")
        question = {"question": "?", "answers": ["1", "2", "3", "4"], "min": 1, "max": 1}
        template = {"description": "", "name": "", "credential_authority": "", "administrator": ""}
        (folder / "template.json").write_text(json.dumps({**template, "questions": [question] * 6}))
        self.run("setup", "make-election", "--uuid", self.uuid, *group, "--template", "template.json")
        self.run("archive", "init")

    def found(self, pattern: str) -> Path:
        [path] = self.folder.glob(pattern)
        return path

    def run(self, *words: str, said: str = "") -> str:
        environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
        done = subprocess.run(
            [TOOL, *words], cwd=self.folder, input=said, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{TOOL} {' '.join(words)}: {done.stderr}")
        return done.stdout

    def timed(self, *words: str, said: str = "") -> tuple[float, str]:
        before = spent()
        answer = self.run(*words, said=said)
        return spent() - before, answer

    def vote(self, credential: str) -> tuple[float, str]:
        (self.folder / "credential").write_text(json.dumps(credential) if credential[:1] == '"' else credential)
        (self.folder / "choice").write_text(json.dumps([[1, 0, 0, 0]] * 6))
        took, ballot = self.timed("election", "generate-ballot", "--privcred", "credential", "--ballot", "choice")
        self.run("archive", "add-event", "--type=Ballot", said=ballot)
        return took, ballot


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def measure() -> Peer:
    """The difference between many ballots and two, so that the program's start is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        election = Election(Path(folder))
        votes = [election.vote(one) for one in election.credentials[: BALLOTS[0]]]
        few, _ = election.timed("election", "verify")
        votes += [election.vote(one) for one in election.credentials[BALLOTS[0] :]]
        many, _ = election.timed("election", "verify")
        end = 0.0
        election.run("archive", "add-event", "--type=EndBallots")
        for kind, words in (
            ("EncryptedTally", ("compute-encrypted-tally",)),
            ("PartialDecryption", ("decrypt", "--trustee-id=1", "--privkey", str(election.found("*.privkey")))),
            ("Result", ("compute-result",)),
        ):
            took, answer = election.timed("election", *words)
            end += took
            election.run("archive", "add-event", f"--type={kind}", said=answer)
        start, _ = election.timed("setup", "generate-token")
        make = sorted(took for took, _ in votes)[len(votes) // 2] - start
        return Peer(make, (many - few) / (BALLOTS[1] - BALLOTS[0]), len(votes[0][1]), end, len(votes))
