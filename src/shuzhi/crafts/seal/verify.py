"""Checks the record of one evaluation: ``python verify.py BUNDLE [--receipt R] [--root F]``. 核对一次测评的封存记录。

One file, the standard library, nothing to install, no network. Read it from top to bottom: the arithmetic, how the
bundle is read, then the checks in their order. It ends with 0 all good · 1 a proof or a count is wrong · 2 not a
bundle · 3 good, but something is declared missing · 4 your receipt is not in it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from functools import lru_cache, reduce
from itertools import accumulate
from pathlib import Path
from typing import Any

# 1 · Arithmetic --------------------------------------------------------------------------------------
# Points of the curve −x² + y² = 1 + D·x²·y² modulo P, held as (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z. The
# group ristretto255 (RFC 9496) is made of them; its order is the prime L, and each member has one way to be written.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of −1
TURN = 54469307008909316920995813868745141605393597292927456921205312896311721017578  # 1 / √(−1 − D)
Point = tuple[int, int, int, int]
ZERO = (0, 1, 1, 0)

def even(x: int) -> int:
    """Of x and −x the one that is even."""
    return P - x if x % 2 else x

def root_of_ratio(u: int, v: int) -> tuple[bool, int]:
    """Whether u/v is a square, and the even square root of u/v, or else of ROOT·u/v."""
    r = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    square = v * r * r % P
    r = r * ROOT % P if square in (-u % P, -u * ROOT % P) else r
    return square in (u % P, -u % P), even(r)

def add(a: Point, b: Point) -> Point:
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P

def double(a: Point) -> Point:
    s, t = a[0] * a[0] % P, a[1] * a[1] % P
    h, g = s + t, s - t
    e, f = h - (a[0] + a[1]) ** 2, 2 * a[2] * a[2] + g
    return e * f % P, g * h % P, f * g % P, e * h % P

def minus(a: Point) -> Point:
    return -a[0] % P, a[1], a[2], -a[3] % P

@lru_cache(maxsize=64)
def multiples(a: Point) -> list[Point]:
    """0·a to 15·a."""
    return list(accumulate([a] * 15, add, initial=ZERO))

def combine(*terms: tuple[int, Point]) -> Point:
    """n·a + m·b + …, four bits of the numbers at a time."""
    tables, result = [(n, multiples(a)) for n, a in terms], ZERO
    for shift in range(252, -1, -4):
        result = double(double(double(double(result))))
        for n, table in tables:
            if n >> shift & 15:
                result = add(result, table[n >> shift & 15])
    return result

def decode(data: bytes) -> Point | None:
    """A member of ristretto255 from the only way to write it; None if it is not that."""
    s = int.from_bytes(data, "little")
    u1, u2 = (1 - s * s) % P, (1 + s * s) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    square, r = root_of_ratio(1, v * u2 * u2 % P)
    x, y = even(2 * s * r * u2 % P), u1 * r * r * u2 * v % P
    good = s < P and s % 2 == 0 and square and y != 0 and x * y % P % 2 == 0
    return (x, y, 1, x * y % P) if good else None

def encode(a: Point) -> bytes:
    x, y, z, t = a
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    _, r = root_of_ratio(1, u1 * u2 * u2 % P)
    inverse, last = r * u1 * r * u2 * t % P, r * u2 % P
    if t * inverse % P % 2:
        x, y, last = y * ROOT % P, x * ROOT % P, r * u1 * TURN % P
    y = -y if x * inverse % P % 2 else y
    return even(last * (z - y) % P).to_bytes(32, "little")

def edwards(data: bytes) -> Point:
    """A point as signatures write it (RFC 8032). Of order L: under a point of order 1 to 8 anybody could sign."""
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square, x = root_of_ratio((y * y - 1) % P, (D * y * y + 1) % P)
    x = P - x if odd else x
    zero = combine((L, (x, y, 1, x * y % P)))
    need(square and y < P and x != 0 and zero[1] == zero[2], "a signing key that binds nobody · 签名公钥有误", 2)
    return x, y, 1, x * y % P

# 2 · Reading strictly, and hashing -------------------------------------------------------------------
NAME = b"shuzhi/record/v1/"

class Found(Exception):
    """With what number the program ends, and why."""

def need(good: bool, why: str, code: int = 1) -> None:
    if not good:
        raise Found(code, why)

def write(thing: Any) -> bytes:
    """The one way to write a thing down: keys sorted, nothing between the signs, UTF-8."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()

def value(thing: Any, kind: str) -> Any:
    """A value of this kind: i whole number, s text, d object, [k] list of k, ?k k or nothing, 16 so many bytes, b pieces of 32."""
    if kind[0] == "?":
        return None if thing is None else value(thing, kind[1:])
    right = type(thing) is {"[": list, "i": int, "d": dict}.get(kind[0], str)
    need(right and (kind != "i" or abs(thing) < 2**31), "a value of another kind · 值的类型不符", 2)
    if kind[0] == "[":
        return [value(one, kind[1:-1]) for one in thing]
    if kind in "isd":
        return thing
    data = base64.b64decode(thing, validate=True)
    good = kind in (str(len(data)), "" if len(data) % 32 else "b")
    need(good and base64.b64encode(data).decode() == thing, "bytes of another form · 字节写法有误", 2)
    return [data[i : i + 32] for i in range(0, len(data), 32)] if kind == "b" else data

def fields(thing: Any, shape: str) -> list[Any]:
    """The values of an object that has exactly these fields."""
    kinds = dict(part.split(":") for part in shape.split())
    need(type(thing) is dict and set(thing) == set(kinds), f"expected exactly {shape} · 字段不符", 2)
    return [value(thing[name], kind) for name, kind in kinds.items()]

def number(data: bytes) -> int:
    need(int.from_bytes(data, "little") < L, "a scalar not written in its one form · 标量写法不唯一", 2)
    return int.from_bytes(data, "little")

def digest(purpose: str, *parts: bytes) -> bytes:
    return hashlib.sha256(NAME + purpose.encode() + b"\0" + b"".join(parts)).digest()

def challenge(purpose: str, *parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(NAME + purpose.encode() + b"\0" + b"".join(parts)).digest(), "little") % L

def spoken(data: bytes, n: int) -> str:
    """The first n characters of a hash as people read them."""
    places = (int.from_bytes(data, "big") >> len(data) * 8 - 5 * i - 5 & 31 for i in range(n))
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[place] for place in places)

def statement(kind: str, thing: Any, shape: str, key: bytes = b"") -> tuple[list[Any], bytes]:
    """A statement's fields and its hash, once its signature (Ed25519) is found good."""
    content, signature = fields(thing, "content:d signature:64")
    values, said = fields(content, shape), NAME + kind.encode() + b"\0" + write(content)
    key = key or value(content["sign"], "32")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + said).digest(), "little") % L
    x, y, z, _ = combine((number(signature[32:]), BLIND), (k, minus(edwards(key))))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    need((y | (x & 1) << 255).to_bytes(32, "little") == signature[:32], f"{kind}: wrong signature · 签名不符")
    return values, hashlib.sha256(said).digest()

# 3 · The checks --------------------------------------------------------------------------------------
# A commitment is place + r·BLIND: the choice, hidden by r. GRADES is the first hash that is a point: nobody can
# know what multiple of BLIND it is, so nobody can open a commitment in a second way.
BLIND = edwards((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
GRADES = next(point for i in range(999) if (point := decode(digest("grades", bytes([i // 256, i % 256])))))
PLACES = [combine((2 ** (16 * j), GRADES)) for j in range(15)]  # what a sheet with choice j adds to the sum

def proven(about: bytes, commitments: list[Point], n: int, proof: list[bytes]) -> bool:
    """Each commitment hides exactly one of n choices. A ring a question: every answer leads to the next challenge,
    and only who knows what hides one of the choices can make the last answers lead back to the first challenge."""
    ends = []
    for i, commitment in enumerate(commitments):
        came = proof[0]
        for j in range(n):
            asked = challenge("ring", about, i.to_bytes(2, "big"), j.to_bytes(2, "big"), came)
            came = encode(combine((number(proof[1 + i * n + j]), BLIND), (asked, add(commitment, minus(PLACES[j])))))
        ends.append(came)
    return challenge("close", about, *ends) == number(proof[0])

def tree_root(hashes: list[bytes]) -> bytes:
    """The root over all leaves (RFC 9162)."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_root(hashes[:half]) + tree_root(hashes[half:])).digest()

def examine(data: bytes) -> tuple[list[str], list[str], list[bytes], list[bytes]]:
    """All the checks. Lines to print, gaps that are declared, hashes of the leaves, hashes of the signed statements."""
    bundle = json.loads(data.decode())
    need(write(bundle) == data, "not written in the one way · 写法不唯一", 2)
    v, opening, tags, leaves, checkpoints, codes, closing = fields(
        bundle, "v:i opening:d tags:[[32]] leaves:[d] checkpoints:[d] codes:d closing:d")
    # What was asked and which codes were printed: signed before the first sheet was cast.
    (again, name, reporters, questions, choices, _, least, _, salt, piles, _, key, _), opened = statement(
        "opening", opening, "v:i name:s reporters:[s] questions:[s] choices:[s] phone:i least:i size:i salt:16 "
        "piles:[d] box:32 sign:32 closing:32")
    good = v == again == 1 and least >= 10 and 2 <= len(choices) <= 15 and sum(map(len, tags)) < 2**16
    need(good and len(tags) == len(piles), "not a record of this kind · 不是这类记录", 2)
    piles = [fields(pile, "label:s reporters:[i] issued:i codes:32") for pile in piles]
    pile_of: dict[bytes, int] = {}
    for i, ((_, who, issued, fixed), its) in enumerate(zip(piles, tags)):  # noqa: B905
        need(len(set(who)) == len(who) and set(who) <= set(range(len(reporters))), "a sheet about nobody · 测评表上无此人", 2)
        good = len(its) == issued and its == sorted(set(its)) and not pile_of.keys() & set(its)
        need(good and digest("tags", *its) == fixed, "tags are not those of the opening · 标签被换")
        pile_of.update(dict.fromkeys(its, i))
    # Every form: one choice for each question, proven; no commitment twice.
    hashes, every, forms = list[bytes](), list[bytes](), list[tuple[int, list[Point]]]()
    for leaf in leaves:
        commitments, pile, proof = fields(leaf, "commitments:b pile:i proof:b")
        need(0 <= pile < len(piles), "a form of no pile · 不属于任何一种表", 2)
        n = len(piles[pile][1]) * len(questions)
        need(len(commitments) == n and len(proof) == 1 + n * len(choices), "a form of another size · 表的大小不符", 2)
        points = [point for point in map(decode, commitments) if point]
        need(len(points) == n, "not a point in its one form · 点的写法不唯一", 2)
        about = digest("form", opened, pile.to_bytes(2, "big"), *commitments)
        need(proven(about, points, len(choices), proof), "a form's proof is wrong · 证明不成立")
        every += commitments
        forms += [(pile, points)]
        hashes += [hashlib.sha256(b"\0" + write(leaf)).digest()]
    need(len(set(every)) == len(every), "a commitment twice · 承诺重复")
    # The leaves came in batches, each sorted by hash and signed on top of the one before.
    said, start = [opened], 0
    for i, checkpoint in enumerate(checkpoints):
        values, now = statement("checkpoint", checkpoint, "v:i opening:32 n:i before:32 leaves:i root:32", key)
        good = values[:4] == [1, opened, i, said[-1]] and start < values[4] <= len(hashes)
        need(good and tree_root(hashes[: values[4]]) == values[5], "the chain of batches is broken · 批次链断裂")
        need(hashes[start : values[4]] == sorted(hashes[start : values[4]]), "a batch keeps an order · 批内未按摘要排序")
        said, start = [*said, now], values[4]
    (*head, root, listed, sums, present, explanation, void, comments, results), closed = statement(
        "closing", closing, "v:i opening:32 checkpoint:32 leaves:i root:32 codes:32 piles:[d] present:?i explanation:s "
        "void:s comments:d results:[d]", key)
    need([*head, start] == [1, opened, said[-1], len(hashes), len(hashes)], "not this record · 不是这份记录")
    need(root == tree_root(hashes) and listed == digest("codes", write(codes)), "leaves or codes changed · 内容被换")
    # Every code that was used is under a printed tag, and was used once.
    uses = fields(codes, "cast:[s] paper:[s] spare:[s]")
    tag = {c: hashlib.scrypt(c.encode(), salt=salt, n=4096, r=8, p=1, dklen=32) for use in uses for c in use}
    need(len(tag) == sum(map(len, uses)) and all(use == sorted(use) for use in uses), "a code was used twice · 表码重复")
    need(all(its in pile_of for its in tag.values()), "a code that was not printed · 表码不在印制之列")
    # issued = cast + paper + unused + missing; forms = cast + paper − void paper.
    need(len(sums) == len(piles) and min(fields(comments, "received:i released:i withheld:i")) >= 0, "comments · 意见数", 2)
    gaps, lines = [f"declared void · 宣布无效：{void}"] if void else [], [name, f"fingerprint · 指纹 {spoken(closed, 20)}"]
    for i, row in enumerate(sums):
        issued, a, b, spare, blank, unused, missing = fields(row, "issued:i cast:i paper:i spare:i void:i unused:i missing:i")
        need([a, b, spare] == [sum(pile_of[tag[c]] == i for c in use) for use in uses], "used codes · 表码数不符")
        need(issued == piles[i][2] == a + b + unused + missing and min(unused, blank) >= 0, "the identity fails · 等式不成立")
        need(void or (missing >= 0 and unused >= spare), "more sheets than were issued · 多于发出数")
        need(void or sum(p == i for p, _ in forms) == a + b - blank, "forms are not used codes · 份数与表码不符")
        lines += [f"{piles[i][0]}: {issued} 发出 = {a} phone 手机 + {b} paper 纸质 ({blank} void 废) + {unused} 未用 + {missing} 缺失"]
        gaps += [f"{missing} sheets missing · 缺 {missing} 张"] if missing else []
    extra = len(uses[0] + uses[1]) - present if present is not None else 0
    gaps += [f"{extra} more sheets than those present could fill in · 表比到会的人能填的多 {extra}"] if extra > 0 else []
    need(bool(void or explanation or not gaps), "a gap without a word of explanation · 缺口没有说明")
    # The published counts open the sums of the commitments.
    need(len(results) == len(reporters), "a result for each reporter · 结果与人数不符", 2)
    for r, result in enumerate(results):
        sheets, shown = fields(result, "sheets:i questions:?[d]")
        mine = [points[piles[p][1].index(r) * len(questions) :] for p, points in forms if r in piles[p][1]]
        need(sheets == len(mine) and len(shown or questions) == len(questions), "a wrong number of sheets · 份数不符")
        need((not shown) == bool(void or sheets < least) and shown != [], "shown or hidden against the rule · 公布与规则不符")
        lines += [f"{reporters[r]}: {sheets} sheets · 份" + ("" if shown else "; no counts are published · 不公布结果")]
        for q, one in enumerate(shown or []):
            counts, hidden = fields(one, "counts:[i] blind:32")
            need(len(counts) == len(choices) and min(counts) >= 0 and sum(counts) == sheets, "counts · 计数不符")
            claimed = combine((number(hidden), BLIND), *zip(counts, PLACES))  # noqa: B905
            total = reduce(add, (points[q] for points in mine))
            need(encode(claimed) == encode(total), "a count is not the sum of the forms · 计数与表不符")
            lines += [f"  {questions[q]}: " + "  ".join(f"{c} {x}" for c, x in zip(choices, counts))]  # noqa: B905
            lines += ["    all alike: everybody's answer is known · 全部一致"] if max(counts) == sheets else []
    return lines + [f"explanation · 说明：{explanation}"] * bool(explanation), gaps, hashes, [*said, closed]

NOT = """没有核对、文件也证明不了的：谁拿了哪张表；手机和程序有没有被人动过；有没有谁的表在入箱以前被拦下（随时可以用纸）；
纸质表有没有被人动过，没有用的表数得准不准。指纹请和签了字的报告单对一对。Not checked, because no file can show it: who
held which sheet; whether a phone or the program was tampered with; whether somebody was turned away before the record (paper
is always open); custody of the paper; the unused sheets counted by hand. Compare the fingerprint with the signed paper."""

def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bundle")
    parser.add_argument("--receipt", help="is this receipt in the record? 回执")
    parser.add_argument("--root", help="a fingerprint you hold: of the opening, a batch, or the closing 指纹")
    given = parser.parse_args(words)
    bare = {k: v and v.upper().translate(str.maketrans("OIL", "011", " -")) for k, v in vars(given).items()}
    try:
        lines, gaps, hashes, said = examine(Path(given.bundle).read_bytes())
        need(bare["root"] in [None, *(spoken(one, 20) for one in said)], "the fingerprint is of another record · 指纹不符")
    except (Found, ValueError, RecursionError, OSError) as error:
        code, why = error.args if isinstance(error, Found) else (2, f"not a bundle · 不是封存记录 ({type(error).__name__})")
        print(f"✗ {why}")
        return int(code)
    there = bare["receipt"] in [None, *(spoken(one, 12) for one in hashes)]
    lines += ["✓ All of the record holds · 记录全部成立", *NOT.split("\n"), *(f"! {gap}" for gap in gaps)]
    lines += ["✓ the fingerprint is of this record · 指纹相符"] * (given.root is not None)
    lines += [f"{'✓' if there else '✗ NOT'} in the record: the receipt · 回执{'' if there else '不'}在内"] * (given.receipt is not None)
    print("\n".join("".join(c if c.isprintable() else "?" for c in line) for line in lines))  # names may play tricks
    return 4 if not there else 3 if gaps else 0

if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # an old screen lacks signs: no reason to break off
    sys.exit(main())
