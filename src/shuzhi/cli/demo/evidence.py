"""A sheet of paper that shows what was done: the kind of evidence a town keeps."""

from __future__ import annotations

from shuzhi.crafts.office.listing import listing_pdf
from shuzhi.papers.sheets import fonts


def evidence(title: str, kept_by: str) -> bytes:
    """One page of a list; a few hundred bytes that say only that there is a paper in the town's file."""
    columns = (("事项", 3.0), ("办理结果", 3.0), ("经办", 1.4))
    return listing_pdf(title, columns, [["照片、签收单原件", "附后存档", kept_by]], ["复印件，原件存档。"], fonts())
