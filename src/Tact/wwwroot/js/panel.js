// Opens a record form inside the row it belongs to, instead of on a page of its own.
let opener = null;

export function openInPlace() {
  document.addEventListener("click", async event => {
    const link = event.target.closest("a[data-panel], [data-record] a");
    if (event.target.closest("[data-close-panel]")) { event.preventDefault(); return closePanel(); }
    const slot = link?.closest("li, [data-panel-home]")?.querySelector(".slot");
    if (!slot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const form = new URL(link.href);
    form.searchParams.set("back", placeAfter(slot.closest("[data-rows] > li")));
    const whole = form.href;
    form.searchParams.set("panel", "1");
    const answer = await fetch(form, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.assign(whole);
    closePanel();
    opener = link;
    slot.innerHTML = await answer.text();
    slot.hidden = false;
    (slot.querySelector("[autofocus]") ?? slot.querySelector("input:not([type=hidden]), textarea"))?.focus();
    slot.scrollIntoView({ block: "nearest" });
  });
}

// Where to go on once it is saved: this page, at the next person.
function placeAfter(row) {
  const place = new URL(location.href);
  const next = row?.nextElementSibling;
  if (next) place.searchParams.set("at", next.id.slice(1));
  else place.searchParams.delete("at");
  return place.pathname + place.search;
}

export function closePanel() {
  const open = document.querySelector(".slot:not([hidden])");
  if (!open) return false;
  open.replaceChildren();
  open.hidden = true;
  opener?.closest("li")?.focus();
  opener = null;
  return true;
}
