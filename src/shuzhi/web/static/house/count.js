"use strict";
/* Typing paper sheets in: a figure goes on to the next line by itself, Enter in the last line (or anywhere, all filled) saves. */
const entry = document.querySelector("form[data-entry]");
if (entry) {
  const labels = entry.querySelector("[data-labels]").dataset;
  const inputs = [...entry.querySelectorAll("[data-digit]:not([readonly])")];
  const say = (input) => { input.closest(".line").querySelector("[data-word]").textContent = labels["k" + input.value] || ""; };
  for (const input of entry.querySelectorAll("[data-digit]")) say(input);
  inputs.forEach((input, n) => {
    input.addEventListener("focus", () => input.select());
    input.addEventListener("input", () => {
      if (input.value && !("k" + input.value in labels)) { input.value = ""; say(input); return; }
      say(input);
      if (input.value) (inputs[n + 1] || entry.querySelector("button")).focus();
    });
    input.addEventListener("keydown", (event) => {
      const to = { ArrowDown: n + 1, ArrowUp: n - 1, Backspace: input.value ? null : n - 1 }[event.key];
      if (to !== undefined && to !== null && inputs[to]) { event.preventDefault(); inputs[to].focus(); }
      if (event.key === "Enter" && inputs.some((each) => !each.value) && !entry.elements.void.checked) {
        event.preventDefault();
        inputs.find((each) => !each.value).focus();
      }
    });
  });
  inputs[0]?.focus();
}
