// Reads mail: parse(bytes) gives the plain record that Tact.Core understands, without attachments' contents. What a stranger
// sends never throws; what is too much is cut, and `cut` says what.
//
//   node parse.mjs FILE…      one JSON line per file: {"file", "mail"} or {"file", "problem"}
//   node parse.mjs --pipe     a JSON line in, {"id", "file"} or {"id", "raw": base64}; a JSON line out, {"id", "mail"} or {"id", "problem"}, in order
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import PostalMime, { addressParser, decodeWords } from 'postal-mime';

/** What a mail may hold before it is cut: sizes in bytes or characters, counts in pieces. */
export const limits = { bytes: 30 << 20, headerBytes: 1 << 20, headers: 1000, headerLength: 16_000, addresses: 500, references: 200, text: 2 << 20, partText: 256 << 10, parts: 200, nesting: 32, enclosed: 3 };

const utf8 = new TextDecoder('utf-8');
const latin = new TextDecoder('windows-1252');
const decode = bytes => {
  const text = utf8.decode(bytes);
  if (!text.includes('\uFFFD'))
    return text;
  try {
    return new TextDecoder(/charset="?([\w.:-]{1,40})/i.exec(text)?.[1] ?? 'windows-1252').decode(bytes);
  } catch {
    return latin.decode(bytes);
  }
};

// postal-mime joins a flowed line to the next one whatever stands before it, so that "> quoted " and "own" become one line; RFC 3676 (4.5)
// joins only lines of the same quote depth. The class is reached through an instance because the package does not name it.
new PostalMime().root.constructor.prototype.decodeFlowedText = (text, delSp) => {
  const lines = [];
  let open = -1; // the quote depth of a line that goes on
  for (const raw of text.split(/\r?\n/)) {
    const marks = /^>*/.exec(raw)[0];
    const words = raw.slice(marks.length).replace(/^ /, '');
    const goesOn = words.endsWith(' ') && words !== '-- ';
    const shown = goesOn && delSp ? words.slice(0, -1) : words;
    if (open === marks.length && words !== '-- ')
      lines[lines.length - 1].push(shown);
    else
      lines.push([marks ? `${marks} ${shown}` : shown]);
    open = goesOn ? marks.length : -1;
  }
  return lines.map(parts => parts.join('')).join('\n');
};

// postal-mime gathers a part's lines in a Blob and waits for it to be read back; joining them at once is twice as fast
const part = new PostalMime().root;
part.setupContentDecoder('8bit');
part.contentDecoder.constructor.prototype.finalize = async function () {
  let length = 0;
  for (const chunk of this.chunks)
    length += chunk.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const chunk of this.chunks) {
    if (chunk === '\n')
      joined[at++] = 10;
    else
      joined.set(chunk, at), at += chunk.length;
  }
  return joined.buffer;
};

/** The mail in `bytes` (a Buffer or Uint8Array) as a plain record. */
export async function parse(bytes) {
  const cut = [];
  return { ...await record(upTo(whole(bytes), limits.bytes, 'bytes', cut), cut, 0), cut };
}

async function record(bytes, cut, depth) {
  const options = { forceRfc822Attachments: true, maxNestingDepth: limits.nesting, maxHeadersSize: limits.headerBytes };
  try {
    return await fields(mended(await PostalMime.parse(bytes, options), bytes), cut, depth);
  } catch (wrong) {
    cut.push(`structure: ${String(wrong?.message ?? wrong).slice(0, 200)}`);
    return fields(plainly(bytes), cut, depth);
  }
}

// mbox files begin with a "From " line, and some senders put empty lines before the header
function whole(bytes) {
  let start = 0;
  while (start < bytes.length && (bytes[start] === 10 || bytes[start] === 13))
    start++;
  if (Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(6, bytes.length - start)).toString('latin1').match(/^>?From /)) {
    const end = bytes.indexOf(10, start);
    start = end < 0 ? bytes.length : end + 1;
  }
  return bytes.subarray(start);
}

// letters outside ASCII that no charset was named for, and text that lies in no part of a broken structure
function mended(mail, bytes) {
  const odd = text => text?.includes('\uFFFD');
  if (mail.headers.some(header => odd(header.value)))
    mail = { ...plainly(bytes), attachments: mail.attachments, text: mail.text, html: mail.html };
  const type = mail.headers.find(header => header.key === 'content-type')?.value ?? '';
  const encoded = mail.headers.some(header => header.key === 'content-transfer-encoding' && /base64|quoted/i.test(header.value));
  const lost = !mail.text && !mail.html && !mail.attachments.some(part => part.content.byteLength > 0);
  if (lost || (odd(mail.text) && !encoded && !/multipart|charset/i.test(type)))
    mail.text = plainly(bytes).text;
  return mail;
}

// for a mail whose structure goes beyond the limits: its header lines, and the rest as text
function plainly(bytes) {
  const text = decode(bytes.subarray(0, limits.text)).replace(/\r\n?/g, '\n');
  const end = text.indexOf('\n\n');
  const lines = (end < 0 ? text : text.slice(0, end)).slice(0, limits.headerBytes).split('\n');
  const headers = [];
  for (const line of lines.slice(0, limits.headers)) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && headers.length > 0)
      headers.at(-1).value += line;
    else if (colon > 0)
      headers.push({ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  const of = key => headers.find(header => header.key === key)?.value;
  const list = key => addressParser(of(key) ?? '');
  const date = new Date(of('date') ?? '');
  return {
    headers, from: list('from')[0], sender: list('sender')[0], replyTo: list('reply-to'), to: list('to'), cc: list('cc'), bcc: list('bcc'), returnPath: list('return-path')[0]?.address,
    messageId: of('message-id'), inReplyTo: of('in-reply-to'), references: of('references'), subject: of('subject') && decodeWords(of('subject')), date: isNaN(date) ? null : date.toISOString(), text: end < 0 ? '' : text.slice(end + 2), attachments: [],
  };
}

async function fields(mail, cut, depth) {
  const headers = mail.headers.slice(0, limits.headers).map(({ key, value }) => ({ name: key, value: readable(upTo(value ?? '', limits.headerLength, `header ${key}`, cut)) }));
  if (mail.headers.length > limits.headers)
    cut.push(`headers: ${mail.headers.length} become ${limits.headers}`);
  return {
    messageId: ids(mail.messageId)[0] ?? null,
    inReplyTo: ids(mail.inReplyTo)[0] ?? null,
    references: ids(mail.references).slice(-limits.references),
    date: instant(mail.date),
    from: people([mail.from], cut)[0] ?? null,
    sender: people([mail.sender], cut)[0] ?? null,
    replyTo: people(mail.replyTo, cut),
    to: people(mail.to, cut),
    cc: people(mail.cc, cut),
    bcc: people(mail.bcc, cut),
    returnPath: mail.returnPath ?? headers.find(header => header.name === 'return-path')?.value ?? null,
    subject: mail.subject ? readable(upTo(mail.subject, limits.headerLength, 'subject', cut)) : null,
    headers,
    text: mail.text ? upTo(mail.text, limits.text, 'text', cut) : null,
    html: mail.html ? upTo(mail.html, limits.text, 'html', cut) : null,
    parts: await parts(mail.attachments, cut, depth),
  };
}

async function parts(attachments, cut, depth) {
  if (attachments.length > limits.parts)
    cut.push(`parts: ${attachments.length} become ${limits.parts}`);
  const all = [];
  for (const part of attachments.slice(0, limits.parts)) {
    const content = typeof part.content === 'string' ? Buffer.from(part.content) : new Uint8Array(part.content);
    const shown = { contentType: part.mimeType || 'application/octet-stream', fileName: part.filename ?? null, disposition: part.disposition ?? null, size: content.length, contentId: part.contentId ?? null, method: part.method ?? null, level: depth, text: null, headers: null };
    if (/^message\/(rfc822|global)$/.test(shown.contentType)) {
      if (depth < limits.enclosed) {
        const enclosed = await record(whole(content), cut, depth + 1);
        shown.text = upTo(enclosed.text ?? '', limits.partText, shown.contentType, cut);
        shown.headers = enclosed.headers;
        all.push(shown, ...enclosed.parts);
        continue;
      }
      cut.push(`enclosed: more than ${limits.enclosed} mails within one another`);
    } else if (/^(message|text)\//.test(shown.contentType) || shown.contentType === 'application/ics') {
      shown.text = decode(upTo(content, limits.partText, shown.contentType, cut));
    }
    all.push(shown);
  }
  return all.slice(0, limits.parts);
}

function upTo(what, length, name, cut) {
  if (what.length <= length)
    return what;
  cut.push(`${name}: ${what.length} become ${length}`);
  return typeof what === 'string' ? what.slice(0, length) : what.subarray(0, length);
}

function people(list, cut) {
  const all = (list ?? []).flatMap(one => one?.group ?? one ?? []).filter(one => one.address || one.name);
  if (all.length > limits.addresses)
    cut.push(`addresses: ${all.length} become ${limits.addresses}`);
  return all.slice(0, limits.addresses).map(one => ({ name: one.name || null, address: one.address ?? '' }));
}

const readable = value => {
  try {
    return value.includes('=?') ? decodeWords(value) : value;
  } catch {
    return value;
  }
};
const ids = value => (value ?? '').match(/<[^<>\s]{1,998}>/g) ?? (value ? value.trim().split(/\s+/).slice(0, 1) : []);
const instant = value => {
  const read = value ? new Date(value) : null;
  return read && !isNaN(read) && read.getUTCFullYear() > 1970 && read.getUTCFullYear() < 2200 ? read.toISOString() : null;
};

// what a directory, a missing file or a closed door says
const words = { ENOENT: 'There is no such file.', EISDIR: 'This is a folder, not a file.', EACCES: 'This file may not be read.', EPERM: 'This file may not be read.' };

// one mail after another, so nothing is gained by waiting
function read(path) {
  const file = openSync(path);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory())
      throw Object.assign(new Error(), { code: 'EISDIR' });
    const buffer = Buffer.alloc(Math.min(stat.size, limits.bytes + 1));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}

async function answer(asked) {
  const named = asked.id === undefined ? { file: asked.file } : { id: asked.id };
  try {
    return { ...named, mail: await parse(asked.raw === undefined ? read(asked.file) : Buffer.from(asked.raw, 'base64')) };
  } catch (wrong) {
    return { ...named, problem: words[wrong?.code] ?? String(wrong?.message ?? wrong).slice(0, 300) };
  }
}

async function say(line) {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`))
    await new Promise(done => process.stdout.once('drain', done));
}

async function pipe() {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '')
      continue;
    let asked;
    try {
      asked = JSON.parse(line);
    } catch {
      await say({ problem: 'This line is no JSON.' });
      continue;
    }
    await say(await answer(asked));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.on('error', () => process.exit(0)); // whoever asked has gone
  if (process.argv[2] === '--pipe')
    await pipe();
  else
    for (const file of process.argv.slice(2))
      await say(await answer({ file }));
}
