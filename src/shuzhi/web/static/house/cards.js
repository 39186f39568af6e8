"use strict";
/* The scrutineers' cards: handed over at the opening, scanned at the seal. Both work without this file. */

/* An act that answers with a file leaves its page as it was: fetched, the page can say what comes next and, while it
   stays open, save the file once more. */
const handing = document.querySelector("form[data-hands-over]");
if (handing) {
  handing.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = handing.querySelector("button"), name = handing.dataset.handsOver;
    if (button.disabled) return;
    button.disabled = true;
    const show = (part) => {
      for (const said of document.querySelectorAll("[data-before]")) said.hidden = true;
      const shown = document.querySelector(part);
      shown.hidden = false;
      shown.focus();
    };
    let answer, file;
    try {
      answer = await fetch(handing.action, { method: "POST", body: new FormData(handing), cache: "no-store" });
      file = await answer.blob();
    } catch { show("[data-failed]"); return; }
    if (!answer.ok || file.type !== "application/pdf") { handing.submit(); return; }  // refused: shown as it is without this file
    const again = document.querySelector("[data-again]");
    again.href = URL.createObjectURL(file);
    again.download = name;
    again.click();
    show("[data-after]");
  });
}

/* Two cards at the seal. A hand scanner types and ends with Enter: from the first card on to the second, from there to
   the button, which is pressed by a person. A camera opens only over https or on the machine itself. */
const cards = document.querySelector("[data-cards]");
if (cards) {
  const fields = [...cards.querySelectorAll("[data-card]")], words = cards.dataset;
  const go = (field) => (fields.find((each) => !each.value.trim()) || (field === fields[0] ? fields[1] : field.form.querySelector("button:not([type=button])"))).focus();
  const shine = navigator.mediaDevices?.getUserMedia && isSecureContext;
  let stop = () => {};
  for (const field of fields) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      go(field);
    });
    if (!shine) continue;
    const button = document.createElement("button"), eye = document.createElement("video"), said = document.createElement("p");
    button.type = "button";
    button.className = "btn plain scan";
    button.textContent = words.scan;
    eye.className = "eye";
    eye.muted = eye.playsInline = true;
    eye.hidden = said.hidden = true;
    said.className = "error";
    said.setAttribute("role", "status");
    field.after(button, eye, said);
    const say = (text) => { said.hidden = !text; said.textContent = text; };
    button.addEventListener("click", async () => {
      const running = !eye.hidden;
      stop();
      say("");
      if (running) return;
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        const read = await reader(words.decoder);
        let on = true;
        stop = () => {
          on = false;
          stream.getTracks().forEach((track) => track.stop());
          eye.hidden = true;
          button.textContent = words.scan;
          stop = () => {};
        };
        eye.srcObject = stream;
        eye.hidden = false;
        button.textContent = words.stop;
        await eye.play();
        const look = async () => {
          if (!on) return;
          const text = await read(eye);
          if (on && text.toUpperCase().startsWith("SZK")) { field.value = text; stop(); say(""); go(field); return; }
          if (text) say(words.no);
          setTimeout(look, 150);
        };
        look();
      } catch {
        stream?.getTracks().forEach((track) => track.stop());
        stop();
        say(words.off);
      }
    });
  }
}

/* What reads a picture: the browser's own reader where it has one for these squares, or ours. "" when it sees none. */
async function reader(address) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const own = new BarcodeDetector({ formats: ["qr_code"] });
    return async (eye) => { try { return (await own.detect(eye))[0]?.rawValue || ""; } catch { return ""; } };
  }
  const { decodeQR } = await import(address);
  const canvas = document.createElement("canvas"), brush = canvas.getContext("2d", { willReadFrequently: true });
  return async (eye) => {
    if (!eye.videoWidth) return "";
    const scale = Math.min(1, 800 / Math.max(eye.videoWidth, eye.videoHeight));
    canvas.width = Math.round(eye.videoWidth * scale);
    canvas.height = Math.round(eye.videoHeight * scale);
    brush.drawImage(eye, 0, 0, canvas.width, canvas.height);
    try { return decodeQR(brush.getImageData(0, 0, canvas.width, canvas.height)); } catch { return ""; }
  };
}
