// Shows how far an import is, every second; once it is done, the page is opened anew.
export function followProgress() {
  const shown = document.querySelector("[data-progress]");
  if (!shown) return;
  setTimeout(async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return followProgress();
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
    if (!now) return location.reload();
    shown.innerHTML = now.innerHTML;
    followProgress();
  }, 1000);
}
