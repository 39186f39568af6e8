"""A machine on which the extra ``scan`` was never installed: everything else runs, and the pages say what to do (D0012)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import apart

pytestmark = apart.ON_SQLITE_ONCE
# Nothing of the extra is to be found, as where it was never installed. It says nothing, and whatever fails, fails loudly.
PROGRAM = """
import sys
from importlib.machinery import PathFinder

class Bare(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        hidden = name.partition(".")[0] in {"cv2", "numpy", "zxingcpp", "pypdfium2", "PIL", "pillow_heif"}
        return None if hidden else super().find_spec(name, path, target)

sys.meta_path[:] = [Bare if finder is PathFinder else finder for finder in sys.meta_path]

import django
from django.conf import settings
settings.MIGRATION_MODULES = {"records": None}
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from shuzhi.acts import sheet
from shuzhi.acts.scan_intake import folder
from shuzhi.jobs.reading.queue import read_waiting
from shuzhi.records import models as m
from tests.cast import make_cast
from tests.sheets import opened
from tests.web.voices import signed_in, words

cast = make_cast()
meeting, codes = opened(cast, 3)
sheet.close_phones(cast.scrutineer, meeting)
m.Printing.objects.create(kind=meeting.sheet_kinds.get(), form={}, reporters=[])
for language, lacks in (("zh-hans", "这台机器还不能读表"), ("en", "This machine cannot read sheets yet")):
    teller, home = signed_in(cast.teller, language), f"/meetings/{meeting.pk}/scans"
    page = teller.get(home)
    assert page.status_code == 200 and lacks in words(page), words(page)
    assert "opencv-python-headless" in words(page) and "make run" in words(page)
    assert 'type="file"' not in page.content.decode()
    for rest, status in {"/camera": 200, "/review": 200, "/conflicts": 200, f"/{'0' * 32}/whole": 404,
                         f"/{'0' * 32}/place/1.overall": 404}.items():
        assert teller.get(home + rest).status_code == status, rest
    assert 'type="file"' not in teller.get(home + "/camera").content.decode()
    assert teller.get(f"/meetings/{meeting.pk}/count").status_code == 200

# Whoever sends a picture all the same is told, and nothing is kept that would wait for ever.
picture = lambda: SimpleUploadedFile("a.jpg", b"\\xff\\xd8\\xff")
for act, field in (("scan.upload", "files"), ("scan.catch", "picture")):
    answer = teller.post(f"/act/{act}/{meeting.pk}", {field: picture()}, HTTP_ACCEPT="application/json")
    assert answer.status_code == 409, (act, answer.status_code)
    assert "lacks what reads sheets" in answer.json()["text"], answer.content
assert not m.ScanFile.objects.exists() and not (folder().exists() and list(folder().iterdir()))

# What was handed in before the extra went away waits, and the worker lives.
m.ScanFile.objects.create(meeting=meeting, name="a", digest=b"a")
read_waiting.call(meeting.pk)
assert m.ScanFile.objects.get().state == "waiting"
assert "要计的" in sheet.admit_paper(cast.teller, meeting, code=codes[0]).text.zh
assert "cv2" not in sys.modules and "numpy" not in sys.modules
print("done")
"""


def test_pages_say_what_is_missing_and_everything_else_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=apart.environment(tmp_path), cwd=apart.ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "done", done.stderr[-3000:]
