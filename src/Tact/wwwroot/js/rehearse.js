// Reading a script along at its pace, recording it, and remarks at a moment of a recording.
const longest = 300;

export function rehearse() {
  const page = document.querySelector(".rehearsal");
  if (!page) return;
  for (const one of page.querySelectorAll("[data-needs-script]")) one.hidden = false;
  const along = readAlong(page);
  if (page.querySelector("[data-record]")) record(page, along);
  for (const one of page.querySelectorAll("[data-recording]")) remarks(one);
}

const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function readAlong(page) {
  const lines = [...page.querySelectorAll("[data-script] [data-from]")];
  const button = page.querySelector("[data-read]");
  const shown = page.querySelector("[data-timer]");
  const end = Number(lines.at(-1)?.dataset.until ?? 0);
  let ticking = 0, began = 0;
  const mark = at => {
    for (const line of lines) line.classList.toggle("now", at >= Number(line.dataset.from) && at < Number(line.dataset.until));
    shown.textContent = `${clock(Math.max(0, at))} of ${clock(end)}`;
  };
  const stop = () => { clearInterval(ticking); ticking = 0; button.setAttribute("aria-pressed", "false"); for (const line of lines) line.classList.remove("now"); };
  const start = () => {
    stop();
    began = performance.now();
    button.setAttribute("aria-pressed", "true");
    ticking = setInterval(() => {
      const at = (performance.now() - began) / 1000;
      mark(at);
      if (at > end) stop();
    }, 100);
  };
  shown.textContent = `0:00 of ${clock(end)}`;
  button.addEventListener("click", () => ticking ? stop() : start());
  return { start, stop };
}

function record(page, along) {
  const find = name => page.querySelector(`[data-${name}]`);
  const [button, shown, status, listen, take, length, drop, file] = ["record", "recorded", "status", "listen", "take", "length", "drop"].map(find).concat(page.querySelector("#recording"));
  const words = button.querySelector("span");
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !window.DataTransfer) {
    button.disabled = true;
    status.textContent = "This browser records only where Tact is opened over https or on this computer. Record it elsewhere and choose the file.";
    return;
  }

  let recorder = null, ticking = 0;
  const forget = () => {
    if (take.src) URL.revokeObjectURL(take.src);
    take.removeAttribute("src");
    [file.value, length.value] = ["", ""];
    listen.hidden = drop.hidden = true;
    shown.textContent = "0:00";
  };

  button.addEventListener("click", async () => {
    if (recorder) return recorder.stop();
    button.disabled = true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    button.disabled = false;
    if (!stream) {
      status.textContent = "The browser may not use the microphone. Allow it beside the address, or choose a file.";
      return;
    }

    forget();
    const parts = [], began = performance.now();
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", event => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      const seconds = (performance.now() - began) / 1000;
      clearInterval(ticking);
      along.stop();
      for (const track of stream.getTracks()) track.stop();
      const sound = new Blob(parts, { type: recorder.mimeType });
      const files = new DataTransfer();
      files.items.add(new File([sound], "voicemail", { type: sound.type }));
      file.files = files.files;
      length.value = Math.round(seconds * 1000);
      take.src = URL.createObjectURL(sound);
      listen.hidden = drop.hidden = false;
      shown.textContent = clock(seconds);
      words.textContent = "Record again";
      status.textContent = "Listen to it, then keep or discard it.";
      recorder = null;
    });
    recorder.start();
    along.start();
    words.textContent = "Stop";
    status.textContent = "Recording. Press the button again when you are done.";
    ticking = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      shown.textContent = clock(seconds);
      if (seconds > longest) recorder?.stop();
    }, 200);
  });
  drop.addEventListener("click", () => { forget(); status.textContent = "Discarded; nothing was kept."; });
}

function remarks(section) {
  const sound = section.querySelector("audio");
  const here = section.querySelector("[data-here]");
  const moment = section.querySelector("[data-moment]");
  if (here) {
    here.hidden = false;
    here.addEventListener("click", () => { moment.value = sound.currentTime.toFixed(1); });
  }

  section.addEventListener("click", event => {
    const link = event.target.closest("[data-seek]");
    if (!link) return;
    event.preventDefault();
    sound.currentTime = Number(link.dataset.seek);
    sound.play();
  });
}
