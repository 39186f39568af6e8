"""A piece of a sheet's picture, for those who must look at it and for nobody else (D0002, D0012)."""

from __future__ import annotations

from shuzhi.crafts.paperform.form import ScanMissing
from shuzhi.reads.scan_pages import kept
from shuzhi.reads.sight import NotVisible
from shuzhi.rules.roles import Actor

try:
    from shuzhi.crafts.paperform import reading
except ScanMissing:  # then there is no picture either
    reading = None  # type: ignore[assignment]


def crop_of(actor: Actor, pk: int, key: str, place: str) -> bytes:
    """One question of one sheet, upright, as PNG; the whole page where its boxes could not be found."""
    page = kept(actor, pk, key)
    seen = page.reading.get("places", {}).get(place)
    if seen is None or reading is None:
        raise NotVisible(f"{place} of picture {key}")
    picture = next(iter(reading.pages(bytes(page.picture))))
    if not seen["crop"]:
        return reading.page_png(picture, reading.PageReading(1, picture.status))
    one, two, three, four = ((float(x), float(y)) for x, y in seen["crop"])
    return reading.crop_png(picture, (one, two, three, four))
