"""The pages (GET only), one file a noun; imported here so that each registers its address."""

from shuzhi.web.pages import home

every_page = (home,)
