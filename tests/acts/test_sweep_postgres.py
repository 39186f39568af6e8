"""The rights that ``docs/operations.md`` names are enough for the sweep on PostgreSQL; without them it says what is left."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def manage(address: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": address}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_a_user_with_the_rights_of_the_manual_sweeps_and_one_without_is_told() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the rights of a PostgreSQL user")
    name = f"clerk_{secrets.token_hex(4)}"
    grants = re.findall(r"^ +(GRANT .*?;)$", (ROOT / "docs/operations.md").read_text(), re.M)
    assert len(grants) == 2
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
        cursor.execute(f"CREATE DATABASE {name} OWNER {name}")
    about = connection.settings_dict
    address = f"postgres://{name}@{about['HOST']}:{about['PORT']}/{name}"
    assert manage(address, "migrate", "-v0").returncode == 0
    without = manage(address, "sweep")
    assert without.returncode != 0
    assert "the sweep after sealing is not complete" in without.stderr
    own = connection.copy(name)
    own.settings_dict = {**about, "NAME": name}
    try:
        with own.cursor() as cursor:
            for grant in grants:
                cursor.execute(grant.replace("shuzhi;", f"{name};"))
    finally:
        own.close()
        own.close_pool()
    swept = manage(address, "sweep")
    assert (swept.returncode, swept.stdout.strip()) == (0, "swept"), swept.stderr
