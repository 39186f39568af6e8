/* The browser's half of the record held to the vectors: node check.mjs [where @noble lies], the packages or what is
   laid out of them for the browser. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const root = new URL("../../../../", import.meta.url);
const house = (name) => import(new URL(`src/shuzhi/web/static/house/record/${name}`, root));
const library = (name) => import(new URL(`${process.argv[2] || "node_modules/@noble"}/${name}`, root));
const vectors = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url)));
const sodium = createRequire(pathToFileURL(new URL(".", root).pathname))("./node_modules/tweetnacl/nacl-fast.js");

const { decode, encode, Malformed, pack, spoken, unpack } = await house("canon.js");
const { seal } = await house("seal.js");
const { tools, verify } = await house("verify.js");
const { ed25519, ristretto255 } = await library("curves/ed25519.js");
const { sha256, sha512 } = await library("hashes/sha2.js");
const { scrypt } = await library("hashes/scrypt.js");
const libraries = { ed25519, ristretto255, sha256, sha512, scrypt };
const at = tools(libraries);
let held = 0;
const equal = (a, b, why) => { assert.deepEqual(a, b, why); held += 1; };

const canon = vectors("canon");
for (const { thing, bytes } of canon.written) {
  equal(pack(encode(thing)), bytes);
  equal(decode(unpack(bytes)), thing);
}
for (const bytes of canon.refused) { assert.throws(() => decode(unpack(bytes)), Malformed, atob(bytes)); held += 1; }
for (const { bytes, text } of canon.spoken) equal(spoken(unpack(bytes), 12), text);

for (const { code, salt, tag } of vectors("codes")) equal(pack(at.tag(code, unpack(salt))), tag);

for (const { opening, filled, secret, sealed } of vectors("boxes")) {
  equal(pack(seal(opening, { ...filled, nonce: unpack(filled.nonce) }, sodium, unpack(secret))), sealed);
}

const points = vectors("points");
equal(at.places.map((place) => pack(place.toBytes())), points.places);
equal(pack(at.digest("purpose", encode("a").slice(1, 2), encode("b").slice(1, 2))), points.digest);
equal(pack(at.leafHash(points.leaf)), points.hash);
equal(spoken(unpack(points.hash), 12), points.receipt);
points.roots.forEach((root_, n) => {
  equal(pack(at.root(Array.from({ length: n }, (_, i) => at.digest("leaf", new Uint8Array([i]))))), root_);
});
for (const bytes of points.no_points) equal(at.point(unpack(bytes)), null);

for (const { bundle, code, ...asked } of vectors("records")) {
  const told = await verify(encode(bundle), libraries, asked);
  equal(told.code, code, `${told.why} ${JSON.stringify(asked)}`);
}
console.log(`${held} vectors hold`);
