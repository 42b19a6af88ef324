// Opens a record form inside the row it belongs to, instead of on a page of its own.
let opener = null;
let kept = null;
let opening = null;

export function openInPlace() {
  document.addEventListener("click", async event => {
    const link = event.target.closest("a[data-panel], [data-record] a, .slot .record-head a");
    if (event.target.closest("[data-close-panel]")) { event.preventDefault(); return closePanel(); }
    const slot = link?.closest(".slot") ?? link?.closest("li, [data-panel-home]")?.querySelector(".slot");
    if (!slot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const form = new URL(link.href);
    form.searchParams.set("back", placeAfter(slot.closest("[data-rows] > li")));
    const whole = form.href;
    form.searchParams.set("panel", "1");
    if (opening) return;
    opening = { typed: "" };
    const answer = await fetch(form, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return location.assign(whole);
    const from = link.closest(".slot") ? opener : link;
    keepNote();
    clear();
    opener = from;
    slot.innerHTML = await answer.text();
    slot.hidden = false;
    giveNoteBack(slot);
    const first = slot.querySelector("[autofocus]") ?? slot.querySelector("input:not([type=hidden]), textarea, select, a");
    first?.focus();
    const typed = opening.typed;
    opening = null;
    if (first?.matches("input, textarea")) first.value += typed;
    else if (typed && document.body.dataset.keys === "on") slot.querySelector(`[data-key="${CSS.escape(typed[0])}"]`)?.click();
    slot.scrollIntoView({ block: "nearest" });
  });
}

// Fast fingers: what is typed while a form is on its way belongs into its first field, and is no shortcut.
export function typedAhead(key) {
  if (!opening) return false;
  if (key.length === 1) opening.typed += key;
  return true;
}

// Where to go on once it is saved: this page, at the next person.
function placeAfter(row) {
  const place = new URL(location.href);
  const next = row?.nextElementSibling;
  if (next) place.searchParams.set("at", next.id.slice(1));
  else place.searchParams.delete("at");
  return place.pathname + place.search;
}

// Closing early loses nothing: the note of a conversation is saved, to be decided later; any other waits in its row.
export function closePanel() {
  const open = document.querySelector(".slot:not([hidden])");
  if (!open) return false;
  const later = open.querySelector("button[name=later]");
  if (later && open.querySelector("[name=note]")?.value.trim()) {
    later.click();
    return true;
  }
  keepNote();
  const was = opener;
  clear();
  (was?.closest("[data-rows] > li") ?? was)?.focus();
  return true;
}

function clear() {
  for (const open of document.querySelectorAll(".slot:not([hidden])")) {
    open.replaceChildren();
    open.hidden = true;
  }
  opener = null;
}

function keepNote() {
  const note = document.querySelector(".slot:not([hidden]) [name=note]");
  if (note) kept = { home: note.closest("form").getAttribute("action"), text: note.value };
}

function giveNoteBack(slot) {
  const note = slot.querySelector("[name=note]");
  if (note && !note.value && kept?.home === note.closest("form").getAttribute("action")) note.value = kept.text;
}
