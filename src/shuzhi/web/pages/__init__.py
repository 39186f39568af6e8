"""The pages (GET only), one file a noun; imported here so that each registers its address."""

from shuzhi.web.pages import (
    count,
    desk,
    home,
    plan,
    programme,
    sheet,
    study,
)
from shuzhi.web.pages import round as round_pages

every_page = (
    count,
    desk,
    home,
    plan,
    programme,
    round_pages,
    sheet,
    study,
)
