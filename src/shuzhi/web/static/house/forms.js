"use strict";
/* Helps on forms, none of them needed: the length as one writes, the summary of errors in view, no double sending. */
for (const line of document.querySelectorAll("[data-length-of]")) {
  const area = document.getElementById(line.dataset.lengthOf);
  if (!area) continue;
  const max = Number(line.dataset.max || 0);
  const show = () => {
    const n = area.value.replace(/\s/g, "").length;
    line.textContent = line.dataset.words.replace("{n}", n.toLocaleString());
    line.classList.toggle("over", max > 0 && n > max);
  };
  area.addEventListener("input", show);
  show();
}
document.querySelector(".errors")?.focus();
if (!document.querySelector(".errors")) document.querySelector("[data-autofocus]")?.focus();

/* The button stays pressed until the answer comes; a page taken from the browser's memory is fresh again. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

/* "The whole group" ticks everybody of it; one unticked, and it is the whole group no longer. */
for (const group of document.querySelectorAll("fieldset[data-whole]")) {
  const [whole, ...each] = group.querySelectorAll("input[type=checkbox]");
  whole.addEventListener("change", () => each.forEach((one) => { one.checked = whole.checked; }));
  each.forEach((one) => one.addEventListener("change", () => { whole.checked = each.every((x) => x.checked); }));
}
