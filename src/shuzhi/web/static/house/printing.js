"use strict";
/* A pile of sheets takes seconds to print: fetched, the page says how many and about how long, and hands the file over
   again while it stays open. Without this file the browser downloads it as any other. */
const printing = document.querySelector("form[data-prints]");
if (printing) {
  const show = (name) => {
    for (const part of ["data-under-way", "data-printed", "data-lost"]) document.querySelector(`[${part}]`).hidden = part !== name;
    return document.querySelector(`[${name}]`);
  };
  printing.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = printing.querySelector(".act-row button");
    if (button.disabled) return;
    button.disabled = true;
    const sheets = [...printing.querySelectorAll("input[name^=n_]")].reduce((sum, each) => sum + Math.max(0, Number(each.value) || 0), 0);
    const seconds = Math.ceil(1 + sheets * Number(printing.dataset.prints)), begun = performance.now();
    const told = show("data-under-way"), bar = told.querySelector("progress"), words = told.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{n}", sheets).replace("{s}", seconds);
    bar.max = seconds;
    // The time is an estimate: once it is over, the bar no longer claims to know.
    const turn = setInterval(() => {
      const gone = (performance.now() - begun) / 1000;
      if (gone < seconds) bar.value = gone; else bar.removeAttribute("value");
    }, 200);
    try {
      const answer = await fetch(printing.action, { method: "POST", body: new FormData(printing), cache: "no-store" });
      const name = /filename\*=utf-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") || "");
      if (!answer.ok || !name) { HTMLFormElement.prototype.submit.call(printing); return; }  // refused: shown as it is without this file
      const file = await answer.blob(), done = show("data-printed"), again = done.querySelector("[data-again]");
      again.href = URL.createObjectURL(file);
      again.download = decodeURIComponent(name[1]);
      again.click();
      printing.hidden = true;
      done.focus();
    } catch {
      show("data-lost").focus();
      button.disabled = false;
    } finally {
      clearInterval(turn);
    }
  });
}
