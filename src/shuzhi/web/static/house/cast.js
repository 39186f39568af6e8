"use strict";
/* The sheet on a phone. It works without this file; with it the code comes out of the QR by itself, the review needs no
   network, and at the press of the button the sheet is sealed: from then on the phone holds only what nobody but the
   record can open, and sends it again until it is answered. Nothing is kept on the phone's disk. */
const bare = location.pathname;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

const enter = one("form[data-enter]");
if (enter) {
  const open = () => {
    let code = "";
    try { code = decodeURIComponent(location.hash.slice(1)); } catch { /* not one of ours */ }
    if (!code) return;
    history.replaceState(null, "", bare + location.search);
    enter.elements.code.value = code;
    enter.requestSubmit();
  };
  addEventListener("hashchange", open);
  open();
}

const form = one("form[data-sheet]");
if (form) start();

function start() {
  const words = one("[data-words]").dataset;
  const foot = one("[data-foot]"), forward = one("[data-forward]"), back = one("[data-back]", foot);
  const count = one("[data-count]"), next = one("[data-next]");
  const questions = all("[data-question]", form);
  let step = "fill", sent = false;

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

  /* The answers in the record's order, by the place of each grade; blanks have a place of their own. */
  async function sealed() {
    const [{ seal }, { pack }] = await tools;
    const answers = record.fields.map((name) => {
      const ticked = one(`input[name="${name}"]:checked`, form);
      return ticked ? record.grades.indexOf(ticked.value) : record.blank;
    });
    const filled = { code: record.code, nonce: nacl.randomBytes(16), answers, comment: fitting(form.elements.comment.value) };
    return pack(seal({ box: record.box, size: record.size }, filled, nacl));
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
      const body = new URLSearchParams({ step: "sealed", meeting: record.meeting, sealed: await sealed(), lang: plain.get("lang") });
      form.reset();
      one("#record").remove();
      record.code = "";
      for (const kept of ["code", "nonce"]) form.elements[kept].value = "";
      one("[data-review]").replaceChildren();
      return body;
    } catch { return plain; }  // a browser that cannot seal: the sheet goes as it would without this file
  }

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  async function cast() {
    show("sending");
    scrollTo(0, 0);
    const body = await message();
    sent = true;
    for (let tries = 0; ; tries += 1) {
      let answer = null;
      try {
        const stop = new AbortController();
        const timer = setTimeout(() => stop.abort(), 60000);
        const response = await fetch(form.getAttribute("action"), {
          method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store", signal: stop.signal,
        });
        clearTimeout(timer);
        if (response.status < 500) answer = await response.json();
      } catch { /* no network: the sheet stays here */ }
      if (answer) { told(answer); return; }
      one("[data-offline]").hidden = false;
      await pause(Math.min(1500 + 1000 * tries, 8000));
    }
  }

  function told({ outcome, receipt }) {
    const parts = one("template[data-told]").content.cloneNode(true);
    const name = outcome === "unreadable" ? "incomplete" : outcome;
    for (const part of all("[data-outcome]", parts)) if (part.dataset.outcome !== name) part.remove();
    for (const place of all("[data-receipt]", parts)) place.textContent = receipt;
    const main = one("main");
    form.reset();
    foot.remove();
    one("[data-language]")?.remove();
    main.replaceChildren(parts);
    main.classList.add("told");
    one("h1", main).focus();
    sent = false;
    const fresh = one("[data-fresh]", main);
    fresh.addEventListener("click", (event) => { event.preventDefault(); location.replace(fresh.href); });
    // The phone may go from hand to hand: an answered page does not stay.
    setTimeout(() => location.replace(fresh.href), 45000);
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
