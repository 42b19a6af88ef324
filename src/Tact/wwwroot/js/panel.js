// Opens a record form inside the row it belongs to, instead of on a page of its own.
let opener = null;

export function openInPlace() {
  document.addEventListener("click", async event => {
    const link = event.target.closest("[data-record] a, a[data-panel]");
    if (event.target.closest("[data-close-panel]")) { event.preventDefault(); return closePanel(); }
    const slot = link?.closest("li, [data-panel-home]")?.querySelector(".slot");
    if (!slot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const back = encodeURIComponent(placeAfter(slot.closest("[data-rows] > li")));
    const answer = await fetch(`${link.href}&panel=1&back=${back}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.assign(link.href);
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
