"""Accounts are made by invitation only."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up alone; an invitation link makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
