"""The pages (GET only), one file a noun; imported here so that each registers its address."""

from shuzhi.web.pages import (
    appraisal,
    attendance,
    count,
    coverage,
    desk,
    duty,
    honour,
    meeting,
    people,
    plan,
    programme,
    public,
    roster,
    sheet,
    study,
)
from shuzhi.web.pages import round as round_pages

every_page = (
    people,
    roster,
    honour,
    duty,
    coverage,
    appraisal,
    attendance,
    count,
    desk,
    meeting,
    plan,
    programme,
    public,
    round_pages,
    sheet,
    study,
)
