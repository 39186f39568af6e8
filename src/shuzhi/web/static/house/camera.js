"use strict";
/* Sheets taken with a phone's camera: laid down, held still, sent, answered; nothing is pressed in between. The page
   works without this file, one photograph at a time. No picture is kept: the one being sent is let go once answered. */
const LONG = 1800;  // pixels along the longer side of what is sent
const EVERY = 150, CALM = 3;  // a look each so many ms; so many calm ones and the picture stands still
const STILL = 5, MOVED = 14, OTHER = 12;  // grey values: from look to look, a hand in between, not what was sent last
const TRIES = 3, AGAIN = 700;  // a sheet not seen well is looked at again before anybody is troubled
const BEEPS = { caught: [[990, 0.14]], again: [[392, 0.1], [392, 0.1]], doubtful: [[523, 0.15], [392, 0.2]], conflict: [[233, 0.16], [233, 0.16], [233, 0.3]], unseen: [[196, 0.22]] };
const BUZZES = { caught: [90], again: [50, 70, 50], doubtful: [180], conflict: [220, 90, 220], unseen: [30] };

const form = document.querySelector("form[data-camera]"), words = form.dataset;
const find = (name) => document.querySelector(`[data-${name}]`);
const parts = { start: find("start"), live: document.querySelectorAll("[data-live]"), eye: find("eye"), said: find("said"), how: find("how"), count: find("count"), shutter: find("shutter"), rest: find("rest"), choice: find("choice"), keep: find("keep"), anew: find("anew"), file: find("file") };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const may = Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia);

let sound = null, running = false, busy = false, held = null;  // `held`: the picture on its way, or waiting for a choice
let sent = null, last = null, calm = 0, moved = true, tries = 0, notBefore = 0;

for (const part of document.querySelectorAll("[data-with-camera]")) part.hidden = !may;
for (const part of document.querySelectorAll("[data-without-camera]")) part.hidden = may;

function say(word, text, how = "") {
  parts.said.className = `told ${word}`;
  parts.said.textContent = text;
  parts.how.textContent = how;
  parts.eye.className = `eye ${word}`;
}

function sing(word) {
  navigator.vibrate?.(BUZZES[word] || []);
  if (!sound) return;
  let at = sound.currentTime;
  for (const [tone, length] of BEEPS[word] || []) {
    const voice = sound.createOscillator(), loud = sound.createGain();
    voice.frequency.value = tone;
    loud.gain.value = 0.25;
    voice.connect(loud).connect(sound.destination);
    voice.start(at);
    voice.stop(at + length);
    at += length + 0.06;
  }
}

/* How a picture looks in 48 × 36 greys, and how far two such looks are apart: over all of it, and in its worst twelfth. */
const small = document.createElement("canvas"), brush = small.getContext("2d", { willReadFrequently: true });
small.width = 48;
small.height = 36;
function look() {
  brush.drawImage(parts.eye, 0, 0, 48, 36);
  const { data } = brush.getImageData(0, 0, 48, 36), grey = new Uint8Array(48 * 36);
  for (let n = 0; n < grey.length; n += 1) grey[n] = (data[4 * n] + 2 * data[4 * n + 1] + data[4 * n + 2]) >> 2;
  return grey;
}
function apart(one, other) {
  const blocks = new Float32Array(12);
  for (let n = 0; n < one.length; n += 1) blocks[Math.floor(n / 576) * 4 + Math.floor((n % 48) / 12)] += Math.abs(one[n] - other[n]) / 144;
  return { all: blocks.reduce((sum, block) => sum + block, 0) / 12, worst: Math.max(...blocks) };
}

function still(source, width, height) {
  const scale = Math.min(1, LONG / Math.max(width, height)), canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
}

/* Sends the picture until it is answered; without network it stays here, and the page says so. */
async function ask(picture, keep) {
  const body = new FormData(form);
  body.set("picture", picture, "sheet.jpg");
  if (keep) body.set("keep", "on");
  for (let round = 0; ; round += 1) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 30000);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual", signal: stop.signal });
      if (answer.type === "opaqueredirect") return { word: "off", text: words.signIn };
      const told = answer.status < 500 ? await answer.json() : null;
      if (told && told.word !== "busy") return told;
      if (told) { say("waiting", told.text); await pause(400); continue; }
    } catch { /* no network: it is sent again */ } finally { clearTimeout(timer); }
    say("waiting", words.offline, words.offlineHow);
    await pause(Math.min(1500 + 1000 * round, 8000));
  }
}

async function send(picture, keep = false) {
  busy = true;
  held = picture;
  parts.shutter.disabled = true;
  parts.said.className = "told sending";
  parts.said.textContent = words.sending;
  const { word, text, how, n } = await ask(picture, keep);
  if (Number.isInteger(n)) parts.count.textContent = n;
  tries += 1;
  const more = running && tries < TRIES && (word === "unseen" || word === "doubtful");
  if (more) {
    // Perhaps the lens had not settled: looked at once more, without a word.
    notBefore = performance.now() + AGAIN;
    say("looking", words.looking);
    sent = null;
  } else {
    say(word, text, how);
    sing(word);
    tries = 0;
  }
  parts.choice.hidden = more || word !== "doubtful";
  if (parts.choice.hidden) held = null; else parts.keep.focus();
  parts.shutter.disabled = false;
  busy = false;
}

/* One look after another: what stands still and is not what was sent last is sent. */
async function watch() {
  while (running) {
    await pause(EVERY);
    if (!running || busy || held || !parts.eye.videoWidth) continue;
    const now = look(), change = last ? apart(now, last).all : Infinity;
    last = now;
    calm = change < STILL ? calm + 1 : 0;
    if (change > MOVED || (sent && apart(now, sent).worst > OTHER)) {
      if (!moved) tries = 0;
      moved = true;
    }
    if (calm < CALM || performance.now() < notBefore || !(moved || !sent)) continue;
    await shoot(now);
  }
}

async function shoot(now = look()) {
  if (busy || !parts.eye.videoWidth) return;
  moved = false;
  sent = now;
  await send(await still(parts.eye, parts.eye.videoWidth, parts.eye.videoHeight));
}

async function start() {
  sound ||= new (window.AudioContext || window.webkitAudioContext)();
  sound.resume();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1440 } } });
    parts.eye.srcObject = stream;
    await parts.eye.play();
  } catch {
    stream?.getTracks().forEach((track) => track.stop());
    for (const part of document.querySelectorAll("[data-without-camera]")) part.hidden = false;
    say("off", words.off, words.offHow);
    return;
  }
  navigator.wakeLock?.request("screen").catch(() => {});
  parts.start.hidden = true;
  for (const part of parts.live) part.hidden = false;
  running = true;
  sent = last = null;
  say("looking", words.looking);
  parts.rest.focus();
  watch();
}

function rest() {
  running = false;
  parts.eye.srcObject?.getTracks().forEach((track) => track.stop());
  parts.eye.srcObject = null;
  for (const part of parts.live) part.hidden = true;
  parts.start.hidden = false;
  parts.start.querySelector("button").focus();
}

parts.start.querySelector("button").addEventListener("click", start);
parts.rest.addEventListener("click", rest);
parts.shutter.addEventListener("click", () => { tries = TRIES; shoot(); });
parts.keep.addEventListener("click", () => { const picture = held; parts.choice.hidden = true; send(picture, true); });
parts.anew.addEventListener("click", () => { held = null; sent = null; moved = true; parts.choice.hidden = true; say("looking", words.looking); });
parts.file.addEventListener("change", async () => {
  const chosen = parts.file.files[0];
  if (!chosen || busy) return;
  let picture = chosen;
  try {
    const drawn = await createImageBitmap(chosen, { imageOrientation: "from-image" });
    picture = await still(drawn, drawn.width, drawn.height);
    drawn.close();
  } catch { /* a kind of picture this browser cannot open: the server looks at it as it is */ }
  form.reset();
  tries = TRIES;
  await send(picture);
});
form.addEventListener("submit", (event) => { if (parts.file.files.length) { event.preventDefault(); parts.file.dispatchEvent(new Event("change")); } });
addEventListener("pagehide", () => { if (running) rest(); });
