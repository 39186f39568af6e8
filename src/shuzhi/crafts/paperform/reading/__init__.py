"""Reading filled sheets back: pictures of paper -> what was ticked, and what a person must look at.

Needs the extra ``scan`` (OpenCV, NumPy, zxing-cpp, pypdfium2, Pillow); printing does not. One error cannot be
forgiven: a wrong answer that nobody was asked about. So an answer is accepted only where two ways of looking
that know nothing of each other agree and the whole page is in order; everything else, and every blank, goes to a
person with a picture and a suggestion. Bad input is a status in the answer, never an exception. No clock, no
chance, no place for a file's name, a time or a camera's data beside an answer.
"""

import os

# A page is one core's work, and where phones cast the other is theirs. BLAS reads this when it is loaded: its threads
# wait for each other's crumbs in a busy loop and burn as much as the whole of the reading.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import cv2
    import numpy as np  # noqa: F401
    import PIL  # noqa: F401
    import pypdfium2  # noqa: F401
    import zxingcpp  # noqa: F401
except ImportError as missing:
    from shuzhi.crafts.paperform.form import ScanMissing

    raise ScanMissing(missing.name or "opencv") from missing

from .answers import Conflict, Counts, Limits, PageReading, Picture, Verdict
from .files import pages
from .opinion import Model
from .pictures import crop_png, page_png
from .reconcile import reconcile
from .sheet import read

__all__ = [
    "Conflict",
    "Counts",
    "Limits",
    "Model",
    "PageReading",
    "Picture",
    "Verdict",
    "crop_png",
    "page_png",
    "pages",
    "read",
    "reconcile",
]

cv2.setNumThreads(1)
