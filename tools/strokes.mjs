// Writes src/shuzhi/crafts/hanzi/strokes.txt: the unified ideographs in the stroke order of Unicode
// CLDR, as Node's own collator knows it. Run once: node tools/strokes.mjs
import { writeFileSync } from "node:fs";

const order = new Intl.Collator("zh-u-co-stroke").compare;
const characters = [];
for (let point = 0x4e00; point <= 0x9fff; point += 1) characters.push(String.fromCodePoint(point));
characters.sort(order);
const lines = [];
while (characters.length) lines.push(characters.splice(0, 32).join(""));
writeFileSync(new URL("../src/shuzhi/crafts/hanzi/strokes.txt", import.meta.url), `${lines.join("\n")}\n`);
