"""The pages (GET only), one file a noun; imported here so that each registers its address."""

from shuzhi.web.pages import (
    desk,
    home,
    plan,
    programme,
    study,
)
from shuzhi.web.pages import round as round_pages

every_page = (
    desk,
    home,
    plan,
    programme,
    round_pages,
    study,
)
