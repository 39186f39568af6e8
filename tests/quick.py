"""What is slow by design and tried elsewhere, at its least cost."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The procedure of service with the smallest sums: nobody steals the passwords of a test."""

    time_cost, memory_cost, parallelism = 1, 8, 1
