// Speaks IMAP, SMTP and MIME for tact: one request a line in, one answer a line out, on its own standard input and output.
// It knows no contacts, keeps nothing, and writes no credentials anywhere. It ends when its input ends.
import { createInterface } from 'node:readline';
import { imap } from './imap.mjs';
import { smtp } from './smtp.mjs';
import { parse } from './parse.mjs';

const say = message => process.stdout.write(JSON.stringify(message) + '\n');

const operations = {
  ...imap(event => say(event)),
  ...smtp,
  parse: ({ source }) => parse(Buffer.from(source, 'base64')),
  ping: () => ({ pid: process.pid }),
};

const trouble = error => ({
  code: error.trouble ?? error.originalCode ?? error.code ?? 'FAILED',
  message: error.responseText || error.response || error.message || String(error),
  status: error.responseCode ?? null,
  phase: error.phase ?? null,
});

async function answer(line) {
  let id = null;
  try {
    const request = JSON.parse(line);
    id = request.id;
    const operation = operations[request.op];
    if (!operation)
      throw Object.assign(new Error(`There is no operation ${request.op}.`), { trouble: 'UNKNOWN' });
    say({ id, ok: (await operation(request.args ?? {})) ?? null });
  } catch (error) {
    say({ id, error: trouble(error) });
  }
}

// one broken connection must not end the others
process.on('uncaughtException', error => process.stderr.write(`${error.code ?? error.name}: ${error.message}\n`));
process.on('unhandledRejection', error => process.stderr.write(`${error?.code ?? error?.name}: ${error?.message}\n`));

createInterface({ input: process.stdin, crlfDelay: Infinity })
  .on('line', answer)
  .on('close', () => process.exit(0));
