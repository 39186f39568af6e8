"""Phones over HTTP: a program of its own beside the server (``python -m tools.bench_record.phones``).

Reads address, meeting, codes or sealed forms, and how many are on their way at once from its input. A code is opened as who
scans a sheet opens it, a form is sent as the page of a sheet sends it (``house/cast.js``), each on a connection of its
own. Prints seconds and answers.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlencode

HEAD = "POST /s HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
REST = "Content-Length: {length}\r\nConnection: close\r\n\r\n"


def request(host: str, accept: str, **said: Any) -> bytes:
    body = urlencode({**said, "lang": "zh-hans"}).encode()
    return (HEAD + REST).format(host=host, accept=accept, length=len(body)).encode() + body


def opens(host: str, code: str) -> bytes:
    return request(host, "text/html", step="open", code=code)


def casts(host: str, meeting: int, sealed: str) -> bytes:
    return request(host, "application/json", step="sealed", meeting=meeting, sealed=sealed)


async def sent(host: str, port: int, message: bytes) -> tuple[float, dict[str, Any]]:
    """Seconds until the phone was told, and what."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(message)
    head, _, said = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if not head:
        raise SystemExit("the server said nothing")
    took = time.perf_counter() - began
    if b"json" in head:
        return took, json.loads(said)
    return took, {"outcome": "opened" if head.split()[1] == b"200" and b'type="radio"' in said else "refused"}


async def rush(host: str, port: int, messages: list[bytes], at_once: int) -> dict[str, Any]:
    """All of them, so many at once: who is answered makes room for the next."""
    room = asyncio.Semaphore(at_once)

    async def phone(message: bytes) -> tuple[float, dict[str, Any]]:
        async with room:
            return await sent(host, port, message)

    began = time.perf_counter()
    told = await asyncio.gather(*map(phone, messages))
    return {"seconds": time.perf_counter() - began, "waits": [t for t, _ in told], "answers": [a for _, a in told]}


def main() -> None:
    asked = json.load(sys.stdin)
    host, port = asked["host"], asked["port"]
    place = f"{host}:{port}"
    messages = [opens(place, code) for code in asked.get("codes", ())]
    messages += [casts(place, asked["meeting"], form) for form in asked.get("forms", ())]
    print(json.dumps(asyncio.run(rush(host, port, messages, asked["at_once"]))))


if __name__ == "__main__":
    main()
