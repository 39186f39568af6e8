"use strict";
/* Keys for what stands on the page as buttons and links: a figure answers, Enter takes the suggestion, z goes back, w shows
   the whole page, s leaves it for later. The page works without this file. */
const there = (key) => document.querySelector(`#review [data-key="${CSS.escape(key)}"]`);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const wanted = event.key === "Enter" ? document.querySelector("#review .suggested") : there(event.key.toLowerCase());
  if (!wanted || document.querySelector("#review.htmx-request")) return;
  event.preventDefault();
  wanted.click();
});

/* Somebody else was quicker, or the network is gone: the page as it stands now says which. */
document.addEventListener("htmx:responseError", () => location.replace(location.pathname));
document.addEventListener("htmx:sendError", () => { document.querySelector("[data-offline]").hidden = false; });
