// While a text is written, what the check finds is shown beside it; without this, the button does the same.
export function checkAsTyped() {
  const form = document.querySelector("form[data-check]");
  const found = form && document.querySelector(form.dataset.check);
  if (!found) return;
  const text = form.elements.text ?? form.elements.body;
  let waiting = 0;
  let asked = null;
  form.addEventListener("input", event => {
    if (event.target.type === "file") return;
    clearTimeout(waiting);
    waiting = setTimeout(look, 350);
  });
  async function look() {
    asked?.abort();
    asked = new AbortController();
    if (!text.value.trim()) return found.replaceChildren();
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    try {
      const answer = await fetch(form.dataset.checkAt ?? form.action, { method: "POST", body: typed, signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      found.replaceChildren(...(page.querySelector(form.dataset.check) ?? page.body).childNodes);
    } catch (problem) {
      // typed on, or the connection is away: what stands there stays until the next key
      if (problem.name !== "AbortError" && !(problem instanceof TypeError)) throw problem;
    }
  }
}
