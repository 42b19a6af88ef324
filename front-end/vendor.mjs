// Copies the front-end packages into src/Tact/wwwroot/vendor, with their licences and a manifest of versions and SHA-256 sums.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const from = new URL("node_modules/", import.meta.url);
const to = new URL("../src/Tact/wwwroot/vendor/", import.meta.url);
const files = [];

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });

const version = name => JSON.parse(readFileSync(new URL(`${name}/package.json`, from), "utf8")).version;

function put(file, name, text) {
  writeFileSync(new URL(file, to), text);
  files.push({ file, package: name, version: version(name), licence: `LICENCE-${name.replace(/^@/, "").replace("/", "-")}.txt`, sha256: createHash("sha256").update(text).digest("hex") });
}

const withoutMap = text => text.replace(/\n?\/[/*]# sourceMappingURL=.*?(\*\/)?\s*$/, "\n");
const read = path => readFileSync(new URL(path, from), "utf8");

put("tabler.css", "@tabler/core", withoutMap(read("@tabler/core/dist/css/tabler.min.css")));
put("htmx.js", "htmx.org", withoutMap(read("htmx.org/dist/htmx.min.js")));
put("icons.svg", "@tabler/icons", sprite());

writeFileSync(new URL("LICENCE-tabler-core.txt", to), tablerLicence());
writeFileSync(new URL("LICENCE-tabler-icons.txt", to), read("@tabler/icons/LICENSE"));
writeFileSync(new URL("LICENCE-htmx.org.txt", to), read("htmx.org/LICENSE"));
writeFileSync(new URL("manifest.json", to), JSON.stringify({ files }, null, 2) + "\n");

function sprite() {
  const names = readFileSync(new URL("icons.txt", import.meta.url), "utf8").split("\n").filter(line => line && !line.startsWith("#"));
  const symbols = names.map(name => {
    const svg = read(`@tabler/icons/icons/outline/${name}.svg`);
    const body = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

// The package of Tabler's core carries no licence file of its own: its README names MIT and the holder.
function tablerLicence() {
  return read("@tabler/icons/LICENSE").replace(/Copyright \(c\) .*/, "Copyright (c) 2018-2026 The Tabler Authors\nCopyright (c) 2018-2026 codecalm.net Paweł Kuna");
}
