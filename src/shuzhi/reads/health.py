"""Does the archive answer?"""

from __future__ import annotations

from django.db import DatabaseError, connection


def database_answers() -> bool:
    """True when the database runs a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False
