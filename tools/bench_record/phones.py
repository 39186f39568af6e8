"""Phones that cast over HTTP: a program of its own beside the server (``python -m tools.bench_record.phones``).

Reads address, meeting, sealed forms and how many are on their way at once from its input; each is sent as the page of a
sheet sends it (``house/cast.js``), on a connection of its own. Prints seconds and answers.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlencode

HEAD = "POST /s HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
REST = "Content-Length: {length}\r\nConnection: close\r\n\r\n"


def request(host: str, meeting: int, sealed: str) -> bytes:
    body = urlencode({"step": "sealed", "meeting": meeting, "sealed": sealed, "lang": "zh-hans"}).encode()
    return (HEAD + REST).format(host=host, length=len(body)).encode() + body


async def sent(host: str, port: int, message: bytes) -> tuple[float, dict[str, Any]]:
    """Seconds until the phone was told, and what."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(message)
    head, _, said = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if not head:
        raise SystemExit("the server said nothing")
    return time.perf_counter() - began, json.loads(said)


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
    messages = [request(f"{host}:{port}", asked["meeting"], sealed) for sealed in asked["forms"]]
    print(json.dumps(asyncio.run(rush(host, port, messages, asked["at_once"]))))


if __name__ == "__main__":
    main()
