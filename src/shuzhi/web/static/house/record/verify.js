/* The whole record counted again in the visitor's own browser: the checks of crafts/seal/verify.py in their order.
   The curves and hashes are @noble's, handed in: {ed25519, ristretto255, sha256, sha512, scrypt}. */
import { bare, decode, encode, join, Malformed, same, spoken, unpack, utf8 } from "./canon.js";

const NAME = "shuzhi/record/v1/";
export const GOOD = 0, WRONG = 1, MALFORMED = 2, GAPS = 3, ABSENT = 4;

class Wrong extends Error {}
const check = (good, why) => { if (!good) throw new Wrong(why); };
const shaped = (good, why) => { if (!good) throw new Malformed(why); };

/* A value of a kind: i whole number, s text, d object, [k] list of k, ?k k or nothing, 32 so many bytes, b bytes. */
function value(thing, kind) {
  if (kind[0] === "?") return thing === null ? null : value(thing, kind.slice(1));
  if (kind[0] === "[") {
    shaped(Array.isArray(thing), "list");
    return thing.map((one) => value(one, kind.slice(1, -1)));
  }
  if (kind === "i") {
    shaped(typeof thing === "number" && Math.abs(thing) < 2 ** 31, "number");
    return thing;
  }
  if (kind === "d") {
    shaped(typeof thing === "object" && thing !== null && !Array.isArray(thing), "object");
    return thing;
  }
  shaped(typeof thing === "string", "text");
  return kind === "s" ? thing : unpack(thing, kind === "b" ? -1 : Number(kind));
}

/* The values of an object that has exactly these fields. */
function fields(thing, shape) {
  const kinds = shape.split(" ").map((part) => part.split(":"));
  value(thing, "d");
  shaped(Object.keys(thing).length === kinds.length && kinds.every(([name]) => Object.hasOwn(thing, name)), "fields");
  return Object.fromEntries(kinds.map(([name, kind]) => [name, value(thing[name], kind)]));
}

const two = (n) => new Uint8Array([n >> 8, n & 255]);
const less = (a, b) => { for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] < b[i]; return false; };
const rising = (all) => all.every((one, i) => i === 0 || less(all[i - 1], one));
const cut = (bytes) => Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const little = (bytes) => BigInt("0x" + hex(Uint8Array.from(bytes).reverse()));

/* Hashes and points under the record's names. */
export function tools({ ed25519, ristretto255, sha256, sha512, scrypt }) {
  const Point = ristretto255.Point, L = Point.Fn.ORDER;
  const named = (purpose) => utf8(NAME + purpose + "\0");
  const digest = (purpose, ...parts) => sha256(join(named(purpose), ...parts));
  const challenge = (purpose, ...parts) => little(sha512(join(named(purpose), ...parts))) % L;
  const point = (bytes) => { try { return Point.fromBytes(bytes); } catch { return null; } };
  const number = (bytes) => { const n = little(bytes); shaped(n < L, "scalar"); return n; };
  let grades = null;
  for (let i = 0; !grades; i += 1) grades = point(digest("grades", two(i)));
  const places = Array.from({ length: 15 }, (_, j) => grades.multiplyUnsafe(1n << BigInt(16 * j)));
  const tag = (code, salt) => scrypt(utf8(code), salt, { N: 4096, r: 8, p: 1, dkLen: 32 });

  /* Each commitment hides exactly one of n choices: every ring leads back to the first challenge. */
  function proven(about, commitments, n, proof) {
    const ends = commitments.map((commitment, i) => {
      let came = proof[0];
      for (let j = 0; j < n; j += 1) {
        const asked = challenge("ring", about, two(i), two(j), came);
        const hidden = commitment.subtract(places[j]).multiplyUnsafe(asked);
        came = Point.BASE.multiplyUnsafe(number(proof[1 + i * n + j])).add(hidden).toBytes();
      }
      return came;
    });
    return challenge("close", about, ...ends) === number(proof[0]);
  }

  function root(hashes) {
    if (hashes.length < 2) return hashes.length ? hashes[0] : sha256(new Uint8Array());
    const half = 2 ** Math.floor(Math.log2(hashes.length - 1));
    return sha256(join(new Uint8Array([1]), root(hashes.slice(0, half)), root(hashes.slice(half))));
  }

  /* A point of the group's own order: under one of order 1 to 8 anybody could sign, and verifiers would not agree. */
  function whole(bytes) {
    try {
      const one = ed25519.Point.fromBytes(bytes);
      return !one.is0() && one.isTorsionFree();
    } catch { return false; }
  }

  /* A statement's fields and its hash, once its signature is found good. */
  function statement(kind, thing, shape, key) {
    const { content, signature } = fields(thing, "content:d signature:64");
    const values = fields(content, shape), said = join(named(kind), encode(content));
    shaped(key || whole(values.sign), "key");
    const good = whole(signature.subarray(0, 32)) && ed25519.verify(signature, said, key || values.sign, { zip215: false });
    check(good, "signature");
    return [values, sha256(said)];
  }

  const leafHash = (leaf) => sha256(join(new Uint8Array([0]), encode(leaf)));
  return { Point, digest, point, number, places, tag, proven, root, statement, leafHash };
}

const OPENING = "v:i name:s reporters:[s] questions:[s] choices:[s] phone:i least:i size:i salt:16 piles:[d] box:32 sign:32"
  + " closing:32";
const CLOSING = "v:i opening:32 checkpoint:32 leaves:i root:32 codes:32 piles:[d] present:?i explanation:s void:s"
  + " comments:d results:[d]";

/* All the checks. step(stage, done, all) is awaited as each stage begins, and within a stage after each form and each
   code, so that the page stays alive and can say how far it is. Stages: opening forms chain closing codes numbers results. */
async function examine(bytes, libraries, step) {
  const at = tools(libraries);
  const now = step || (async () => {});
  await now("opening", 0, 0);
  const bundle = fields(decode(bytes), "v:i opening:d tags:[[32]] leaves:[d] checkpoints:[d] codes:d closing:d");
  const [asked, opened] = at.statement("opening", bundle.opening, OPENING);
  const n = asked.choices.length, m = asked.questions.length;
  shaped(bundle.v === 1 && asked.v === 1 && asked.least >= 10 && n >= 2 && n <= 15, "kind");
  shaped(bundle.tags.length === asked.piles.length && bundle.tags.flat().length < 2 ** 16, "kind");
  const piles = asked.piles.map((pile) => fields(pile, "label:s reporters:[i] issued:i codes:32"));
  const pileOf = new Map();
  piles.forEach((pile, i) => {
    const its = bundle.tags[i], who = pile.reporters;
    shaped(new Set(who).size === who.length && who.every((r) => asked.reporters[r] !== undefined), "reporter");
    check(its.length === pile.issued && rising(its) && same(at.digest("tags", ...its), pile.codes), "tags");
    for (const tag of its) {
      check(!pileOf.has(hex(tag)), "tags");
      pileOf.set(hex(tag), i);
    }
  });

  await now("forms", 0, bundle.leaves.length);
  const hashes = [], forms = [], every = new Set();
  let commitmentsSeen = 0;
  for (const leaf of bundle.leaves) {
    const { commitments, pile, proof } = fields(leaf, "commitments:b pile:i proof:b");
    shaped(piles[pile] !== undefined, "pile");
    const places = piles[pile].reporters.length * m;
    shaped(commitments.length === 32 * places && proof.length === 32 * (1 + places * n), "size");
    const points = cut(commitments).map(at.point);
    shaped(!points.includes(null), "point");
    check(at.proven(at.digest("form", opened, two(pile), commitments), points, n, cut(proof)), "proof");
    for (const one of cut(commitments)) every.add(hex(one));
    commitmentsSeen += places;
    forms.push({ pile, points });
    hashes.push(at.leafHash(leaf));
    await now("forms", forms.length, bundle.leaves.length);
  }
  check(every.size === commitmentsSeen, "commitment");

  await now("chain", 0, 0);
  const said = [opened];
  let start = 0;
  bundle.checkpoints.forEach((checkpoint, i) => {
    const [one, its] = at.statement("checkpoint", checkpoint, "v:i opening:32 n:i before:32 leaves:i root:32", asked.sign);
    const batch = hashes.slice(start, one.leaves);
    check(one.v === 1 && same(one.opening, opened) && one.n === i && same(one.before, said[said.length - 1]), "chain");
    check(start < one.leaves && one.leaves <= hashes.length && same(one.root, at.root(hashes.slice(0, one.leaves))), "chain");
    check(rising(batch), "order");
    said.push(its);
    start = one.leaves;
  });
  await now("closing", 0, 0);
  const [end, closed] = at.statement("closing", bundle.closing, CLOSING, asked.sign);
  check(end.v === 1 && same(end.opening, opened) && same(end.checkpoint, said[said.length - 1]), "record");
  check(end.leaves === hashes.length && start === hashes.length && same(end.root, at.root(hashes)), "record");
  check(same(end.codes, at.digest("codes", encode(bundle.codes))), "codes");

  const uses = Object.values(fields(bundle.codes, "cast:[s] paper:[s] spare:[s]")), pileOfCode = new Map();
  await now("codes", 0, uses.flat().length);
  for (const use of uses) {
    check(use.every((code, i) => i === 0 || use[i - 1] < code), "used twice");
    for (const code of use) {
      check(!pileOfCode.has(code), "used twice");
      const pile = pileOf.get(hex(at.tag(code, asked.salt)));
      check(pile !== undefined, "not printed");
      pileOfCode.set(code, pile);
      await now("codes", pileOfCode.size, uses.flat().length);
    }
  }

  await now("numbers", 0, 0);
  shaped(end.piles.length === piles.length, "piles");
  const noted = fields(end.comments, "received:i released:i withheld:i");
  shaped(Object.values(noted).every((x) => x >= 0), "comments");
  const gaps = end.void ? [{ gap: "void", why: end.void }] : [];
  const numbers = end.piles.map((row, i) => {
    const found = fields(row, "issued:i cast:i paper:i spare:i void:i unused:i missing:i");
    const counted = uses.map((use) => use.filter((code) => pileOfCode.get(code) === i).length);
    check([found.cast, found.paper, found.spare].every((x, k) => x === counted[k]), "used codes");
    const sum = found.cast + found.paper + found.unused + found.missing;
    check(found.issued === piles[i].issued && found.issued === sum && found.unused >= 0 && found.void >= 0, "identity");
    check(end.void || (found.missing >= 0 && found.unused >= found.spare), "more than issued");
    const leaves = forms.filter((form) => form.pile === i).length;
    check(end.void || leaves === found.cast + found.paper - found.void, "forms are not used codes");
    if (found.missing) gaps.push({ gap: "missing", pile: i, by: found.missing });
    return { label: piles[i].label, ...found };
  });
  const extra = end.present === null ? 0 : uses[0].length + uses[1].length - end.present;
  if (extra > 0) gaps.push({ gap: "present", by: extra });
  check(end.void || end.explanation || !gaps.length, "no explanation");

  await now("results", 0, 0);
  shaped(end.results.length === asked.reporters.length, "results");
  const results = end.results.map((result, r) => {
    const { sheets, questions } = fields(result, "sheets:i questions:?[d]");
    const mine = forms.filter((form) => piles[form.pile].reporters.includes(r))
      .map((form) => form.points.slice(piles[form.pile].reporters.indexOf(r) * m));
    check(sheets === mine.length && (questions === null || questions.length === m), "sheets");
    check((questions === null) === (Boolean(end.void) || sheets < asked.least) && questions?.length !== 0, "shown");
    const counts = (questions || []).map((one, q) => {
      const { counts: its, blind } = fields(one, "counts:[i] blind:32");
      check(its.length === n && its.every((x) => x >= 0) && its.reduce((a, b) => a + b, 0) === sheets, "counts");
      const packed = its.reduce((total, x, j) => total + (BigInt(x) << BigInt(16 * j)), 0n);
      const claimed = at.places[0].multiplyUnsafe(packed).add(at.Point.BASE.multiplyUnsafe(at.number(blind)));
      check(claimed.equals(mine.map((points) => points[q]).reduce((a, b) => a.add(b))), "sum");
      return its;
    });
    return { reporter: asked.reporters[r], sheets, counts: questions === null ? null : counts };
  });
  return { asked, numbers, gaps, results, comments: noted, hashes, said: [...said, closed], fingerprint: spoken(closed, 20) };
}

/* Checks a bundle (its bytes). Answers {code, why, …}: the exit codes of verify.py, what was wrong, and what was read. */
export async function verify(bytes, libraries, { receipt = "", root = "", step = null } = {}) {
  try {
    const found = await examine(bytes, libraries, step);
    check(!root || found.said.some((one) => bare(spoken(one, 20)) === bare(root)), "fingerprint");
    const there = !receipt || found.hashes.some((one) => bare(spoken(one, 12)) === bare(receipt));
    return { code: there ? (found.gaps.length ? GAPS : GOOD) : ABSENT, why: "", ...found };
  } catch (error) {
    if (error instanceof Wrong) return { code: WRONG, why: error.message };
    if (error instanceof Malformed || error instanceof RangeError) return { code: MALFORMED, why: error.message };
    throw error;
  }
}
