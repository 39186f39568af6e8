/* Sealing a form on the phone: code, nonce, answers and comment in one canonical text, padded to the meeting's one size,
   boxed to the meeting's key. Needs TweetNaCl only, so it runs where crypto.subtle does not: over plain http in a hall. */
import { encode, join, Malformed, pack, unpack } from "./canon.js";

const NUMBER = 24;

/* The sealed form. opening: the content of the opening statement; filled: {code, nonce, answers, comment};
   sodium: TweetNaCl; secret: 32 bytes of chance for this one message. */
export function seal(opening, filled, sodium, secret = sodium.randomBytes(32)) {
  const said = encode({ answers: filled.answers, code: filled.code, comment: filled.comment, nonce: pack(filled.nonce) });
  if (said.length + 2 > opening.size) throw new Malformed("the comment is too long");
  const frame = new Uint8Array(opening.size);
  frame.set(join(new Uint8Array([said.length >> 8, said.length & 255]), said));
  const reader = unpack(opening.box, 32), sender = sodium.box.keyPair.fromSecretKey(secret).publicKey;
  const number = sodium.hash(join(sender, reader)).subarray(0, NUMBER);
  return join(sender, sodium.box(frame, number, reader, secret));
}
