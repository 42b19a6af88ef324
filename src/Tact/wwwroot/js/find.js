// Arrow keys walk through what was found as one types; Enter on the field still opens the whole page of results.
export function walkFound() {
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  if (!field || !found) return;
  document.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...found.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
  }, true);
  document.addEventListener("click", event => { if (!event.target.closest(".find")) found.replaceChildren(); });
}
