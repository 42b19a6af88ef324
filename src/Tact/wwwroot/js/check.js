// While a text is written, what the check finds is shown beside it; without this, the button does the same.
export function checkAsTyped() {
  const form = document.querySelector("form[data-check]");
  const found = form && document.querySelector(form.dataset.check);
  if (!found) return;
  let waiting = 0;
  let asked = null;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 350);
  });
  async function look() {
    asked?.abort();
    asked = new AbortController();
    if (!form.elements.text.value.trim()) return found.replaceChildren();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(form.dataset.check);
      if (fresh) found.replaceChildren(...fresh.childNodes);
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  }
}
