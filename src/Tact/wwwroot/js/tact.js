// What the pages gain with JavaScript. Everything here is also a link or a form.
import { listenForKeys } from "./keys.js";
import { offerCopying } from "./copy.js";
import { openInPlace } from "./panel.js";
import { walkFound } from "./find.js";
import { checkAsTyped } from "./check.js";
import { followProgress } from "./progress.js";
import { rehearse } from "./rehearse.js";
import { offerThings } from "./offers.js";

document.body.dataset.js = "";
listenForKeys();
offerCopying();
openInPlace();
walkFound();
checkAsTyped();
followProgress();
rehearse();
offerThings();

for (const menu of document.querySelectorAll("details.account"))
  document.addEventListener("click", event => { if (!menu.contains(event.target)) menu.open = false; });
