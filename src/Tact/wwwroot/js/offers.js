// Where something can be brought: what fits is taken with a click or, in the empty field, with its digit; what is typed is searched for.
export function offerThings() {
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-offer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    take(link);
  });
  document.addEventListener("keydown", event => {
    const field = event.target.closest("[data-offers] input[name=offer]");
    if (!field || field.value || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys !== "on") return;
    const link = field.closest("[data-offers]").querySelector(`a[data-offer][data-key="${CSS.escape(event.key)}"]`);
    if (!link) return;
    event.preventDefault();
    take(link);
  });
  let waiting;
  document.addEventListener("input", event => {
    const field = event.target.closest("[data-offers] input[name=offer]");
    // what was chosen from the list needs no search
    if (!field || [...(field.list?.options ?? [])].some(option => option.value === field.value)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => search(field), 150);
  });
}

function take(link) {
  const field = link.closest("[data-offers]").querySelector("input[name=offer]");
  field.value = link.dataset.offer;
  field.focus();
}

async function search(field) {
  const typed = field.value;
  const address = new URL("/library/offers", location.href);
  address.searchParams.set("q", typed);
  address.searchParams.set("contact", field.closest("[data-offers]").dataset.offers);
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || field.value !== typed || !field.list) return;
  field.list.innerHTML = await answer.text();
}
