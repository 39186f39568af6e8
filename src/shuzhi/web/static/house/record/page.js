/* The public page of a record: the whole of it counted again in the visitor's own browser, each check in plain words.
   Nothing is sent but the question for the bundle. The curves come only when somebody presses the button. */
const SHELF = "../../record-libraries/noble/";
const STAGES = ["opening", "forms", "chain", "closing", "codes", "numbers", "results", "page"];
const WRONG = 1, MALFORMED = 2;
const home = document.querySelector("[data-recount]");
if (home) begin();

function begin() {
  const words = JSON.parse(document.getElementById("recount-words").textContent);
  const button = home.querySelector("button"), list = home.querySelector("[data-checks]");
  const verdict = home.querySelector("[data-verdict]");
  document.querySelector("[data-without]").hidden = true;
  home.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const label = button.textContent;
    button.textContent = words.said.running;
    verdict.replaceChildren();
    const board = lay(list, words);
    try {
      await recount(home.dataset.recount, board, words, verdict);
      button.textContent = words.said.again;
    } catch (error) {
      board.stop();
      tell(verdict, "caution", words.said.failed);
      button.textContent = label;
      console.error(error);
    }
    button.disabled = false;
  });
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function tell(place, kind, head, ...rest) {
  const box = element("div", `verdict ${kind}`), first = element("p");
  first.append(element("b", "", head));
  box.append(first, ...rest.filter(Boolean).map((text) => element("p", "", text)));
  place.replaceChildren(box);
}

/* The list of checks: one line a stage, with its word, and a bar where there is something to count. */
function lay(list, words) {
  const lines = new Map(STAGES.map((stage) => {
    const line = element("li"), mark = element("span", "mark"), word = element("span", "word", words.said.wait);
    mark.setAttribute("aria-hidden", "true");
    line.dataset.stage = stage;
    line.append(mark, element("span", "", words.stages[stage]), word);
    return [stage, { line, mark, word, bar: null }];
  }));
  list.replaceChildren(...[...lines.values()].map(({ line }) => line));
  list.hidden = false;
  let current = "";
  const set = (stage, state, sign) => {
    const { line, mark, word, bar } = lines.get(stage);
    line.className = state;
    mark.textContent = sign;
    word.textContent = words.said[state];
    if (bar && state !== "now") bar.remove();
  };
  return {
    at(stage, done, all) {
      if (stage !== current) {
        if (current) set(current, "good", "✓");
        current = stage;
        set(stage, "now", "");
      }
      if (!all) return;
      const one = lines.get(stage);
      if (!one.bar) {
        one.bar = element("progress");
        one.bar.max = all;
        one.bar.setAttribute("aria-label", words.stages[stage]);
        one.line.append(one.bar);
      }
      one.bar.value = done;
      one.word.textContent = fill(words.said.of, { done, all });
    },
    end() { set(current, "good", "✓"); },
    wrong(why) {
      set(current, "bad", "✕");
      lines.get(current).line.append(element("span", "why", why));
    },
    stop() { if (current) { lines.get(current).line.className = ""; lines.get(current).word.textContent = words.said.wait; } },
  };
}

/* A breath for the page, often enough that it stays alive and seldom enough that it costs nothing. */
function breath() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 40) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}

async function recount(address, board, words, verdict) {
  board.at("opening", 0, 0);
  const [{ verify }, { spoken, bare }, { ed25519, ristretto255 }, { sha256, sha512 }, { scrypt }, answer] = await Promise.all([
    import("./verify.js"), import("./canon.js"),
    import(`${SHELF}curves/ed25519.js`), import(`${SHELF}hashes/sha2.js`), import(`${SHELF}hashes/scrypt.js`),
    fetch(address, { credentials: "omit", cache: "no-store" }),
  ]);
  if (!answer.ok) throw new Error(`bundle: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer()), rest = breath();
  let codes = 0;
  const step = async (stage, done, all) => {
    if (stage === "codes") codes = all;
    board.at(stage, done, all);
    await rest();
  };
  const found = await verify(bytes, { ed25519, ristretto255, sha256, sha512, scrypt }, { step });
  if (found.code === WRONG || found.code === MALFORMED) {
    const why = found.code === WRONG ? words.why[found.why] || found.why : words.why.malformed;
    board.wrong(why);
    tell(verdict, "lack", words.said.wrong, why, words.said.tell);
    return;
  }
  board.at("page", 0, 0);
  if (!shown(found, spoken, bare)) {
    board.wrong(words.why.page);
    tell(verdict, "lack", words.said.wrong, words.why.page, words.said.tell);
    return;
  }
  board.end();
  const gap = found.gaps.some(({ gap }) => gap === "void") ? "void" : found.gaps.length ? "gaps" : "all_good";
  tell(verdict, gap === "void" ? "caution" : "okay", words.said[gap], fill(words.said.counted, { forms: found.hashes.length, codes }));
}

/* Whether the page says what the record says: fingerprint, receipts, and every published number. */
function shown(found, spoken, bare) {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const number = (cell) => Number(cell.textContent);
  if (bare(document.querySelector("[data-fingerprint]").textContent) !== bare(found.fingerprint)) return false;
  const receipts = all("[data-receipt]").map((one) => one.textContent);
  if (receipts.join() !== found.hashes.map((hash) => spoken(hash, 12)).join()) return false;
  const tables = all("[data-reporter]");
  if (!tables.length) return found.results.every(({ counts }) => counts === null);
  return tables.length === found.results.length && tables.every((table, r) => {
    const { sheets, counts } = found.results[r], rows = all("[data-question]", table);
    if (number(table.querySelector("[data-sheets]")) !== sheets || rows.length !== (counts || []).length) return false;
    return rows.every((row, q) => {
      const said = all("td", row).map(number), grades = said.length - 1;
      const none = counts[q].slice(grades).reduce((a, b) => a + b, 0);
      return said.slice(0, grades).every((n, j) => n === counts[q][j]) && said[grades] === none;
    });
  });
}
