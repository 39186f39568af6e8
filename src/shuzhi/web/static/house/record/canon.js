/* Canonical JSON and the few ways in which the record writes bytes: the same as crafts/seal/canon.py, held to it by the
   vectors in tests/crafts/seal/vectors. */

export class Malformed extends Error {}

const text = new TextEncoder();
export const utf8 = (string) => text.encode(string);

function written(thing) {
  if (thing === null || typeof thing === "boolean") return String(thing);
  if (typeof thing === "number") {
    if (!Number.isSafeInteger(thing)) throw new Malformed("a number not every reader can hold");
    return String(thing);
  }
  if (typeof thing === "string") {
    if (/\p{Surrogate}/u.test(thing)) throw new Malformed("half a character");
    return JSON.stringify(thing);
  }
  if (Array.isArray(thing)) return "[" + thing.map(written).join(",") + "]";
  if (typeof thing !== "object") throw new Malformed("no canonical form");
  const keys = Object.keys(thing).sort();
  if (keys.some((key) => /[^\x00-\x7f]/.test(key))) throw new Malformed("a key that sorts differently elsewhere");
  return "{" + keys.map((key) => JSON.stringify(key) + ":" + written(thing[key])).join(",") + "}";
}

/* The one way to write a thing down. */
export const encode = (thing) => utf8(written(thing));

/* What the bytes say; Malformed unless they are exactly how it is written. */
export function decode(bytes) {
  let thing;
  try {
    thing = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch { throw new Malformed("not JSON"); }
  if (!same(encode(thing), bytes)) throw new Malformed("not in canonical form");
  return thing;
}

export const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

/* Bytes as text (base64 with its padding), and back; a text written in a second way is refused. */
export const pack = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

export function unpack(packed, size = -1) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  } catch { throw new Malformed("not base64"); }
  if (pack(bytes) !== packed || (size !== -1 && bytes.length !== size)) throw new Malformed("bytes of another form");
  return bytes;
}

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The first n characters of a hash in Crockford's 32, in groups of four. */
export function spoken(bytes, n) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  let said = "";
  for (let i = 0; i < n; i += 1) said += (i && i % 4 === 0 ? "-" : "") + LETTERS[parseInt(bits.slice(5 * i, 5 * i + 5), 2)];
  return said;
}

/* A receipt or fingerprint as it is compared: what people add while copying is taken away. */
export const bare = (typed) =>
  typed.toUpperCase().replace(/[\s_-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
