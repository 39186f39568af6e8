"use strict";
/* The sheet on a phone. It works without this file; with it the code comes out of the QR by itself, the review needs no
   network, and at the press of the button the sheet is sealed: from then on the phone holds only what nobody but the
   record can open, and sends it again until it is answered. Nothing is kept on the phone's disk. */
const bare = location.pathname;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

const enter = one("form[data-enter]"), PATIENCE = 20000;
if (enter) {
  const open = () => {
    let code = "";
    try { code = decodeURIComponent(location.hash.slice(1)); } catch { /* not one of ours */ }
    if (!code) return;
    history.replaceState(null, "", bare + location.search);
    if (code.startsWith("!")) { carry(code.slice(1)); return; }
    enter.elements.code.value = code;
    enter.requestSubmit();
  };
  addEventListener("hashchange", open);
  setTimeout(open);
}

/* Bytes as text that neither an address nor a form has to write in another way. */
const addressed = (text) => text.replaceAll("+", "-").replaceAll("/", "_");

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/* Sends a sealed sheet until it is answered; null when nobody waits any more. */
async function post(address, body, offline, wanted = () => true) {
  for (let tries = 0; wanted(); tries += 1) {
    try {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), 60000);
      const response = await fetch(address, {
        method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store", signal: stop.signal,
      });
      clearTimeout(timer);
      if (response.status < 500) return await response.json();
    } catch { /* no network: the sheet stays here */ }
    offline();
    await pause(Math.min(1500 + 1000 * tries, 8000));
  }
  return null;
}

/* A scrutineer's phone that read the square of a phone without network: it sends what only the box can open. */
async function carry(text) {
  const [meeting, sealed = ""] = text.split(".");
  const going = one("[data-carrying]");
  for (const part of all("main > *")) part.hidden = true;
  going.hidden = false;
  one("h1", going).focus();
  const body = new URLSearchParams({ step: "sealed", meeting, sealed, lang: enter.elements.lang.value });
  const answer = await post(enter.getAttribute("action"), body, () => { one("[data-offline]", going).hidden = false; });
  say(answer);
  if (answer.outcome === "stored") one("[data-outcome]").append(one("[data-show]", going));
}

/* What became of it, in place of the sheet. */
function say({ outcome, receipt }) {
  const parts = one("template[data-told]").content.cloneNode(true);
  const name = outcome === "unreadable" ? "incomplete" : outcome;
  for (const part of all("[data-outcome]", parts)) if (part.dataset.outcome !== name) part.remove();
  for (const place of all("[data-receipt]", parts)) place.textContent = receipt;
  const main = one("main"), kept = all("[data-carrying]");
  main.replaceChildren(parts, ...kept);
  for (const part of kept) part.hidden = true;
  main.classList.add("told");
  one("h1", main).focus();
  const fresh = one("[data-fresh]", main);
  fresh.addEventListener("click", (event) => { event.preventDefault(); location.replace(fresh.href); });
}

const form = one("form[data-sheet]");
if (form) start();

function start() {
  const words = one("[data-words]").dataset;
  const foot = one("[data-foot]"), forward = one("[data-forward]"), back = one("[data-back]", foot);
  const count = one("[data-count]"), next = one("[data-next]");
  const questions = all("[data-question]", form);
  let step = "fill", sent = false, carried = null;

  const chosen = (question) => one("input:checked", question);
  const blanks = () => questions.filter((question) => !chosen(question));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function recount() {
    const left = blanks();
    count.textContent = fill(words.ticked, { n: questions.length - left.length, all: questions.length });
    next.hidden = step !== "fill" || !left.length;
    if (left.length) next.href = "#" + left[0].id;
  }

  function show(name) {
    step = name;
    for (const section of all("[data-step]", form)) section.hidden = section.dataset.step !== name;
    foot.hidden = name === "sending";
    back.hidden = name !== "review";
    forward.textContent = name === "review" ? words.cast : words.reviewLabel;
    recount();
  }

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function goTo(question) {
    show("fill");
    question.scrollIntoView({ block: "center" });
    (chosen(question) || one("input", question)).focus({ preventScroll: true });
  }

  function review() {
    const place = one("[data-review]");
    place.replaceChildren();
    const left = blanks().length;
    if (left) {
      const box = element("div", "", "caution");
      box.append(element("p", fill(words.blanks, { n: left })));
      place.append(box);
    }
    for (const about of all(".about", form)) {
      place.append(element("h2", one("h2", about).firstChild.textContent));
      const list = element("dl", "", "review");
      for (const question of all("[data-question]", about)) {
        const row = element("div"), tick = chosen(question);
        const label = [...one("legend", question).childNodes].filter((n) => n.className !== "sr").map((n) => n.textContent.trim()).join("　");
        const change = element("button", words.change, "linklike");
        change.type = "button";
        change.setAttribute("aria-label", words.change + " " + one("legend", question).textContent);
        change.addEventListener("click", () => goTo(question));
        row.append(element("dt", label), element("dd", tick ? tick.nextElementSibling.textContent : words.blank, tick ? "" : "muted"), change);
        list.append(row);
      }
      place.append(list);
    }
    const comment = form.elements.comment.value.trim();
    if (comment) place.append(element("h2", words.comment), element("p", comment, "said"));
    show("review");
    scrollTo(0, 0);
    one("[data-step=review] h1").focus({ preventScroll: true });
  }

  /* Fetched while the sheet is being filled in: the network may be gone when the button is pressed. */
  const record = JSON.parse(one("#record").textContent);
  const tools = Promise.all([import(record.seal), import(record.canon)]);
  tools.catch(() => {});
  const squares = import(record.qr).catch(() => null);

  /* The answers in the record's order, by the place of each grade; blanks have a place of their own. */
  async function sealed() {
    const [{ seal }, { pack }] = await tools;
    const answers = record.fields.map((name) => {
      const ticked = one(`input[name="${name}"]:checked`, form);
      return ticked ? record.grades.indexOf(ticked.value) : record.blank;
    });
    const filled = { code: record.code, nonce: nacl.randomBytes(16), answers, comment: fitting(form.elements.comment.value) };
    const small = seal({ box: record.box, size: record.small }, { ...filled, comment: "" }, nacl);
    const whole = seal({ box: record.box, size: record.size }, filled, nacl);
    return [addressed(pack(whole)), addressed(pack(small)), Boolean(filled.comment)];
  }

  /* As much of a comment as fits the one size of every form: three bytes a character. */
  function fitting(text) {
    const most = 3 * form.elements.comment.maxLength, size = (part) => new TextEncoder().encode(JSON.stringify(part)).length;
    let kept = [...text.trim()];
    while (size(kept.join("")) > most) kept = kept.slice(0, -1);
    return kept.join("");
  }

  async function message() {
    const plain = new URLSearchParams(new FormData(form));
    plain.set("step", "cast");
    if (typeof nacl === "undefined") return plain;
    try {
      const [whole, small, comment] = await sealed();
      const body = new URLSearchParams({ step: "sealed", meeting: record.meeting, sealed: whole, lang: plain.get("lang") });
      carried = { text: `${record.meeting}.${small}`, comment };
      form.reset();
      one("#record").remove();
      record.code = "";
      for (const kept of ["code", "nonce"]) form.elements[kept].value = "";
      one("[data-review]").replaceChildren();
      return body;
    } catch { return plain; }  // a browser that cannot seal: the sheet goes as it would without this file
  }

  async function cast() {
    show("sending");
    scrollTo(0, 0);
    const body = await message();
    sent = true;
    let waiting = 0;
    const answer = await post(form.getAttribute("action"), body, () => {
      one("[data-offline]").hidden = false;
      waiting ||= setTimeout(draw, PATIENCE);
    }, () => sent);
    clearTimeout(waiting);
    if (answer && sent) told(answer);
  }

  /* The network stays away: the sealed sheet as a square, for a scrutineer's phone to send. The same nonce: one form,
     whichever of the two gets through. */
  async function draw() {
    const found = carried && sent && (await squares);
    if (!found) return;
    const dots = found.encodeQR(`${location.origin}${bare}#!${carried.text}`, "raw", { ecc: "low" });
    const square = one("[data-square]"), brush = square.getContext("2d"), each = 4;
    square.width = square.height = dots.length * each;
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, square.width, square.height);
    brush.fillStyle = "#000";
    dots.forEach((row, y) => row.forEach((dark, x) => { if (dark) brush.fillRect(x * each, y * each, each, each); }));
    one("[data-unsaid]").hidden = !carried.comment;
    one("[data-carry]").hidden = false;
    one("[data-carry] h2").focus();
    one("[data-carried]").addEventListener("click", () => {
      sent = false;
      const done = one("template[data-handed]").content.cloneNode(true);
      one("main").replaceChildren(done);
      one("main h1").focus();
    });
  }

  function told(answer) {
    form.reset();
    foot.remove();
    one("[data-language]")?.remove();
    say(answer);
    sent = false;
    // The phone may go from hand to hand: an answered page does not stay.
    setTimeout(() => location.replace(one("[data-fresh]").href), 45000);
  }

  form.addEventListener("change", recount);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "lang") return;
    event.preventDefault();
    if (step === "fill") review(); else if (step === "review") cast();
  });
  back.addEventListener("click", () => { show("fill"); scrollTo(0, 0); });
  next.addEventListener("click", (event) => { event.preventDefault(); const left = blanks(); if (left.length) goTo(left[0]); });
  for (const question of questions) {
    const clear = element("button", words.clear, "linklike clear");
    clear.type = "button";
    clear.hidden = !chosen(question);
    clear.addEventListener("click", () => { chosen(question).checked = false; clear.hidden = true; recount(); });
    question.addEventListener("change", () => { clear.hidden = false; });
    question.append(clear);
  }
  addEventListener("beforeunload", (event) => { if (sent) event.preventDefault(); });
  show("fill");
}
/* A page taken out of the browser's memory would show the last person's sheet. */
addEventListener("pageshow", (event) => { if (event.persisted) location.replace(bare); });
