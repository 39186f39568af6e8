"""``manage.py act NAME ID --as PERSON key=value …``: one act, in the name of one person, as the web would do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.datastructures import MultiValueDict

from shuzhi.acts.answers import Printed, Told
from shuzhi.forms.ask import Answer, NotVisible, UnknownAct, ask, typed
from shuzhi.reads.actors import actor_numbered

REFUSED, WRONG = 1, 2


def _pairs(given: list[str]) -> tuple[dict[str, list[str]], MultiValueDict[str, Any]]:
    """key=value as fields, key=@path as files; a key given twice has both values."""
    fields: dict[str, list[str]] = {}
    files: MultiValueDict[str, Any] = MultiValueDict()
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise CommandError(f"not key=value: {pair}", returncode=WRONG)
        if value.startswith("@"):
            path = Path(value[1:])
            if not path.is_file():
                raise CommandError(f"no such file: {path}", returncode=WRONG)
            files.appendlist(key, SimpleUploadedFile(path.name, path.read_bytes()))
        else:
            fields.setdefault(key, []).append(value)
    return fields, files


class Command(BaseCommand):
    help = "办理一件事 perform one act of the register (exit status: 0 done, 1 refused, 2 to be corrected)"

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        """Fields may stand before or after ``--as``."""
        parser = super().create_parser(*args, **kwargs)
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="roster.decide, plan.adopt, … (docs/acts.md)")
        parser.add_argument("id", type=int, help="the record it is done to")
        parser.add_argument("--as", dest="person", type=int, required=True, help="who does it: the person's number")
        parser.add_argument("fields", nargs="*", metavar="key=value", help="the form's fields; key=@path is a file")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = actor_numbered(options["person"])
        if actor is None:
            raise CommandError(f"没有编号为 {options['person']} 的人员 · no such person", returncode=WRONG)
        fields, files = _pairs(options["fields"])
        try:
            answer = ask(actor, options["name"], options["id"], typed(fields), files)
        except UnknownAct as error:
            raise CommandError(f"没有这件事 · no such act: {error}", returncode=WRONG) from error
        except NotVisible as error:
            raise CommandError(f"没有这条记录 · no such record: {error}", returncode=WRONG) from error
        self._say(answer)

    def _say(self, answer: Answer) -> None:
        if answer.outcome == "invalid":
            lines = [f"{field}: {'; '.join(errors)}" for field, errors in answer.errors.items()]
            raise CommandError("\n".join(lines), returncode=WRONG)
        if answer.outcome == "refused":
            raise CommandError("\n".join(refusal(answer)), returncode=REFUSED)
        if isinstance(answer.result, Printed):
            Path(answer.result.filename).write_bytes(answer.result.data)
            self.stdout.write(answer.result.filename)
            return
        if isinstance(answer.result, Told):
            self.stdout.write(answer.result.text.zh)
            return
        again = "（已经办过，没有重复办理）" if answer.outcome == "again" else ""
        made = answer.result if getattr(answer.result, "noun", "") else answer.record
        self.stdout.write(f"{answer.row.label.zh}{again}: {made.noun} {made.pk} {getattr(made, 'state', '')}".rstrip())
        if secret := getattr(answer.result, "told_once", ""):
            self.stdout.write(secret)


def refusal(answer: Answer) -> list[str]:
    """The lacks and cautions, each with its clause, in the web's own words."""
    lines = [f"不能办理“{answer.row.label.zh}”"]
    for one in answer.verdict.lacks:
        who = f"（由{one.who.zh}补齐）" if one.who else ""
        lines.append(f"  [{one.clause}] {one.text.zh}{who}")
    cautions = [f"  [{c.clause}] 原则上：{c.text.zh}  reason=…" for c in answer.verdict.cautions]
    return lines + cautions
