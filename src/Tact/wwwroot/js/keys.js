// Single keys: each presses the link or button that carries it in data-key, first in the current row, then on the page.
import { begin, here, step } from "./rows.js";
import { closePanel, typedAhead } from "./panel.js";

const typing = target => target.closest("input, select, textarea, [contenteditable]");

export function listenForKeys() {
  begin();
  const singleKeys = document.body.dataset.keys === "on";
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return escape();
    if (typedAhead(event.key)) return event.preventDefault();
    if (event.key === "Enter" && event.target.matches(".form select")) return event.target.form.requestSubmit();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!here() || !event.target.closest("[data-rows] > li, body, main")) return;
      event.preventDefault();
      return step(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Enter" && event.target.matches("[data-rows] > li, body, main")) return here()?.querySelector("[data-open]")?.click();
    if (!singleKeys) return;
    if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1);
    if (press(event.key)) event.preventDefault();
  });
}

function press(key) {
  if (key.length !== 1) return false;
  if (key === "?") return showKeys();
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const target = here()?.querySelector(selector) ?? document.querySelector(`${selector}:not([data-rows] *)`);
  if (!target) return false;
  if (target.matches("input")) { target.focus(); target.select(); } else target.click();
  return true;
}

function showKeys() {
  document.getElementById("keys")?.showModal();
  return true;
}

function escape() {
  if (closePanel()) return;
  const found = document.getElementById("found");
  if (found) found.replaceChildren();
  for (const open of document.querySelectorAll("details.account[open]")) open.open = false;
  if (typing(document.activeElement)) { document.activeElement.blur(); here()?.focus(); }
}

document.addEventListener("click", event => {
  const keys = event.target.closest('a[href="/keys"]');
  if (!keys || !document.getElementById("keys")) return;
  event.preventDefault();
  keys.closest("details")?.removeAttribute("open");
  showKeys();
});
