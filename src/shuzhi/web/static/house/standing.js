"use strict";
/* On the sheet: how many questions have a tick. On the wall: the speaker's clock. */
for (const line of document.querySelectorAll("[data-progress-of]")) {
  const form = document.getElementById(line.dataset.progressOf);
  if (!form) continue;
  const show = () => {
    const names = new Set([...form.querySelectorAll("input[type=radio]")].map((input) => input.name));
    const ticked = new Set([...form.querySelectorAll("input[type=radio]:checked")].map((input) => input.name));
    line.textContent = line.dataset.words.replace("{n}", ticked.size).replace("{all}", names.size);
  };
  form.addEventListener("change", show);
  show();
}

function tick() {
  const clocks = document.querySelectorAll("[data-countdown]");
  for (const clock of clocks) {
    const left = Math.round((Date.parse(clock.dataset.countdown) - Date.now()) / 1000);
    const s = Math.abs(left);
    clock.textContent = `${left < 0 ? "+" : ""}${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`;
    clock.classList.toggle("over", left < 0);
  }
}
if (document.querySelector("[data-countdown], [data-refreshed]")) { tick(); setInterval(tick, 500); }
