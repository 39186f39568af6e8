"""``manage.py import_people PATH… [--dry-run] [--json] [--answers FILE] [--by NAME]``"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shuzhi.acts._perform import Refused
from shuzhi.acts.person import import_people
from shuzhi.reads.actors import actors_in
from shuzhi.reads.house import district
from shuzhi.reads.import_rows import VERDICTS, ImportPreview
from shuzhi.reads.people_import import preview
from shuzhi.rules.roles import Actor, Office

LEFT = ("doubtful", "wrong", "left_out")
BYTES = 20 * 2**20
SHOWN = 12


class Command(BaseCommand):
    """Imports rosters. Rows that are certain are imported; rows with an open question are left out and listed.

    Exit codes: 0 everything in the files is on record · 1 imported, but rows were left out ·
    2 nothing was written: a file cannot be read, or the act was refused.
    """

    help = "Import rosters of deputies and lists of voters"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="workbooks, CSV files, or folders of them")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--answers", metavar="FILE", help="JSON object: question key -> answer")
        parser.add_argument("--by", metavar="NAME", help="whoever of the district office does it")

    def handle(self, *args: Any, **options: Any) -> None:
        body = district()
        if body is None:
            raise CommandError(
                "还没有设立区：先运行 manage.py found_district。 No district yet: run found_district first.",
                returncode=2,
            )
        files = [(path.name, _read(path)) for path in _paths(options["paths"])]
        answers = _answers(options["answers"])
        if options["dry_run"]:
            found, done = preview(body, files, answers), False
        else:
            try:
                found, done = (
                    import_people(self._actor(options["by"]), body, files=files, answers=answers).preview,
                    True,
                )
            except Refused as refused:
                found, done = preview(body, files, answers), False
                if not found.problems:
                    sentence = "; ".join(f"{x.text.zh} {x.text.en}" for x in refused.verdict.lacks)
                    raise CommandError(sentence, returncode=2) from refused
        write = self._json if options["json"] else self._say
        write(found, done)
        if found.problems:
            sys.exit(2)
        if any(found.counts[v] for v in LEFT):
            sys.exit(1)

    def _actor(self, name: str | None) -> Actor:
        actors = [a for a in actors_in(Office.DISTRICT_OFFICE) if name in (None, a.name)]
        if len(actors) == 1:
            return actors[0]
        if actors or not name:
            raise CommandError(
                "请用 --by 写明由谁办理。 Say with --by who of the district office does it.", returncode=2
            )
        raise CommandError(f"{name} 不在区人大代表工委任职。 {name} holds no office there.", returncode=2)

    def _json(self, found: ImportPreview, done: bool) -> None:
        said = {
            "imported": done and not found.problems,
            "counts": found.counts,
            "problems": [{"file": name, "zh": t.zh, "en": t.en} for name, t in found.problems],
            "makes": list(found.makes),
            "missing": [t.zh for t in found.missing],
            "questions": [
                {
                    "key": q.key,
                    "common": q.common,
                    "zh": f"{q.source.text.zh}：{q.label.zh}：{q.text.zh}",
                    "en": f"{q.source.text.en}: {q.label.en}: {q.text.en}",
                    "raw": q.raw,
                    "choices": [c.value for c in q.choices],
                    "free": q.free,
                }
                for q in (*found.file_questions, *found.questions)
            ],
            "rows": [
                {
                    "file": r.row.source.file,
                    "sheet": r.row.source.sheet,
                    "row": r.row.source.row,
                    "name": r.name,
                    "verdict": r.verdict,
                    "changes": {c.field: [c.old, c.new] for c in r.changes},
                }
                for r in found.rows
                if r.verdict != "unchanged"
            ],
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1, default=str))

    def _say(self, found: ImportPreview, done: bool) -> None:
        for name, text in found.problems:
            self.stdout.write(f"{name}：{text.zh}\n  {text.en}")
        if found.problems:
            self.stdout.write("什么也没有写入。 Nothing was written.")
            return
        counts = "，".join(f"{VERDICTS[v].zh} {n}" for v, n in found.counts.items() if n)
        english = ", ".join(f"{n} {VERDICTS[v].en.lower()}" for v, n in found.counts.items() if n)
        self.stdout.write(f"{'已导入' if done else '预览，没有写入'}：{counts}")
        self.stdout.write(f"{'Imported' if done else 'Preview, nothing written'}: {english}")
        for question in found.file_questions:
            self.stdout.write(f"  {question.source.file}：{question.text.zh}\n    {question.key}")
        for question in found.questions[:SHOWN]:
            self.stdout.write(
                f"  {question.source.text.zh}：{question.label.zh}：{question.text.zh}\n    {question.key}"
            )
        rest = len(found.questions) - SHOWN
        if rest > 0:
            self.stdout.write(f"  …… 还有 {rest} 个问题，用 --json 查看全部。 {rest} more questions; --json shows all.")
        if found.questions:
            self.stdout.write(
                "回答写在 --answers 的文件里。 Answers go into the file of --answers (docs/operations.md)."
            )


def _paths(given: list[str]) -> list[Path]:
    paths: list[Path] = []
    for text in given:
        path = Path(text)
        paths += sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    return paths


def _read(path: Path) -> bytes:
    """At most a byte past the limit: a huge file gets its sentence without being read whole."""
    try:
        with path.open("rb") as stream:
            return stream.read(BYTES + 1)
    except OSError as error:
        raise CommandError(f"打不开 {path}。 Cannot open {path}: {error.strerror}", returncode=2) from error


def _answers(path: str | None) -> dict[str, str]:
    if not path:
        return {}
    try:
        answers = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"答案文件读不了。 The file of answers cannot be read: {error}", returncode=2) from error
    if not isinstance(answers, dict) or not all(isinstance(v, str) for v in answers.values()):
        raise CommandError("答案文件应是 {问题: 回答}。 The file of answers is one JSON object of texts.", returncode=2)
    return answers
