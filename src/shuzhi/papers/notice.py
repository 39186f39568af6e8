"""The notice to the voters (通报), as sent and as a poster for the village board (4.4b)."""

from __future__ import annotations

from shuzhi.crafts.office.blocks import Blank, Block, Document, Sheet, Signature
from shuzhi.papers._words import Names, masthead, prose
from shuzhi.reads.notice import ToPrint, to_print
from shuzhi.rules.roles import Actor


def _body(said: ToPrint) -> tuple[tuple[Block, ...], Signature]:
    at = ("notices", said.round.pk)
    on = said.on or Blank("通报日期", at)
    return tuple(prose(said.text, at)), Signature(Names(said.round).issuer, on)


def notice(actor: Actor, pk: int) -> Document:
    """A round's notice: the last one that was not withdrawn, or the one its records suggest (4.4b)."""
    said = to_print(actor, pk)
    blocks, signature = _body(said)
    return Document(
        masthead=masthead(Names(said.round)),
        title=said.title,
        addressee=f"{said.circle}：",
        blocks=blocks,
        signature=signature,
    )


def notice_poster(actor: Actor, pk: int) -> Document:
    """The same words, large, to be read from two paces at the village board."""
    said = to_print(actor, pk)
    blocks, signature = _body(said)
    return Document(title=said.title, blocks=blocks, signature=signature, sheet=Sheet.A3_POSTER)
