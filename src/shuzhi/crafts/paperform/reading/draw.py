"""Draws the pages of a PDF: run as a program of its own, because what is in a PDF can keep a renderer busy for years.

    draw.py PIXELS PAGES SECONDS FIRST < file.pdf

Answers with the number of pages; then for each from ``FIRST`` with one line of four numbers (0, or what stopped it;
width; height; whether a scanner made one bit of it) and the grey values. A page that takes more than ``SECONDS`` of
the processor ends the program; whoever asked then asks for those after it. Imports nothing of the house: it starts
at once.
"""

from __future__ import annotations

import resource
import sys

import pypdfium2

LONG = 2400.0  # pixels along the longer side of a page, whatever it is called to measure
LONGEST, THINNEST = 14_400, 10  # points; sides' ratio
MEMORY = 2_000_000_000
ONE_BIT_FROM = 500_000  # pixels of a picture that is a scan and no ornament
DRAWN, PIXELS, BROKEN = range(3)


def main(pixels: int, most: int, seconds: int, first: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _allow(seconds)
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    count = len(document)
    sys.stdout.buffer.write(b"%d\n" % count)
    for n in range(first, count if count <= most else 0):
        _allow(seconds)
        try:
            _page(document, n, pixels)
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            _say(BROKEN)


def _allow(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _page(document: pypdfium2.PdfDocument, n: int, pixels: int) -> None:
    page = document[n]
    width, height = page.get_size()
    long, short = max(width, height), min(width, height)
    if short <= 0 or long / short > THINNEST or long > LONGEST:
        _say(PIXELS)
        return
    one_bit = False
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        meta = item.get_metadata()
        if meta.width * meta.height > pixels:
            _say(PIXELS)
            return
        one_bit = one_bit or (meta.bits_per_pixel == 1 and meta.width * meta.height > ONE_BIT_FROM)
    bitmap = page.render(scale=LONG / long, grayscale=True)
    rows, wide, high = bytes(bitmap.buffer), bitmap.width, bitmap.height
    _say(DRAWN, wide, high, one_bit)
    for row in range(high):
        sys.stdout.buffer.write(rows[row * bitmap.stride : row * bitmap.stride + wide])
    sys.stdout.buffer.flush()
    bitmap.close()
    page.close()


def _say(what: int, width: int = 0, height: int = 0, one_bit: bool = False) -> None:
    sys.stdout.buffer.write(b"%d %d %d %d\n" % (what, width, height, one_bit))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
