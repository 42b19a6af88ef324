// Copies a number or address, and says so on the button for a moment.
export function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
  document.addEventListener("click", async event => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1200);
  });
}
