"use strict";
/* A clause tag is a link to the regulation. Here it also opens its sentence on the spot; without this file it stays a link. */
document.addEventListener("click", (event) => {
  const tag = event.target.closest("a.clause[data-clause]");
  if (!tag || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const source = document.querySelector(`[data-clause-text="${CSS.escape(tag.dataset.clause)}"]`);
  if (!source) return;
  event.preventDefault();
  if (tag.getAttribute("aria-expanded") === "true") { close(tag); return; }
  const panel = document.createElement("span");
  panel.className = "clause-open";
  panel.setAttribute("role", "note");
  panel.append(source.textContent.trim() + " ");
  const whole = document.createElement("a");
  whole.href = tag.href;
  whole.textContent = source.dataset.whole;
  panel.append(whole);
  tag.after(panel);
  tag.panel = panel;
  tag.setAttribute("aria-expanded", "true");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll('a.clause[aria-expanded="true"]').forEach(close);
  if (event.key === " " && event.target.matches?.("a.clause[role=button]")) { event.preventDefault(); event.target.click(); }
});
function close(tag) {
  tag.panel?.remove();
  tag.setAttribute("aria-expanded", "false");
}
document.querySelectorAll("a.clause[data-clause]").forEach((tag) => {
  tag.setAttribute("role", "button");
  tag.setAttribute("aria-expanded", "false");
});
