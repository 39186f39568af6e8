"""Our own generator of filled sheets: the real PDF, drawn on with pens, then scanned, copied or photographed.

Every picture is made from a level (S1–S4 scanners and copiers, P1–P4 phones) and a seed, and comes with what a person
looking at the paper would say of each question. Nothing here is used by the reader itself: only its tests, its bench
and the script that trains its second opinion look at these pictures, each with seeds of its own.
"""

from .samples import LEVELS, PHOTOS, SCANS, Sample, sample
from .sheets import FORMS, blank_page, sheet_codes

__all__ = ["FORMS", "LEVELS", "PHOTOS", "SCANS", "Sample", "blank_page", "sample", "sheet_codes"]
