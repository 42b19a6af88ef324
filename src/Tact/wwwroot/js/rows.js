// The row of the list that keys act upon.
const list = () => [...document.querySelectorAll("[data-rows] > li")];

export const here = () => document.querySelector("[data-rows] > li.here");

export function goTo(row, { focus = true } = {}) {
  if (!row) return;
  here()?.classList.remove("here");
  row.classList.add("here");
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const rows = list();
  const at = rows.indexOf(here());
  goTo(rows[Math.min(rows.length - 1, Math.max(0, at + by))]);
}

export function begin() {
  const rows = list();
  if (rows.length === 0) return;
  const at = document.querySelector("[data-rows] > li[data-at]");
  goTo(at ?? rows[0], { focus: at !== null });
  document.addEventListener("focusin", event => {
    const row = event.target.closest("[data-rows] > li");
    if (row && row !== here()) goTo(row, { focus: false });
  });
}
