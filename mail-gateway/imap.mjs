// One connection a mailbox, kept open under the number tact gives it. tact asks for what it wants, so it can never be flooded.
import { ImapFlow } from 'imapflow';
import { parse } from './parse.mjs';

const largestRead = 4 * 1024 * 1024;
const headsWanted = ['references', 'auto-submitted', 'content-type', 'return-path', 'precedence', 'x-failed-recipients', 'x-gm-labels', 'list-id'];

const clientOf = ({ host, port, security, user, password, accessToken, trust }) => new ImapFlow({
  host, port, secure: security === 'tls', doSTARTTLS: security === 'starttls' ? true : security === 'none' ? false : undefined,
  auth: accessToken ? { user, accessToken } : { user, pass: password },
  logger: false, emitLogs: false, disableAutoIdle: true, maxIdleTime: 10 * 60_000,
  connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 15 * 60_000,
  tls: { rejectUnauthorized: trust !== 'any' },
});

const refused = error => error.authenticationFailed ? Object.assign(error, { trouble: 'EAUTH' }) : error;

const address = one => ({ name: one.name || '', address: one.address || '' });

const folderOf = entry => ({
  path: entry.path, use: entry.specialUse || (entry.path.toUpperCase() === 'INBOX' ? '\\Inbox' : null), useFrom: entry.specialUseSource ?? null,
  readable: !entry.flags.has('\\Noselect') && !entry.flags.has('\\NonExistent'),
  uidValidity: entry.status?.uidValidity?.toString() ?? null, uidNext: entry.status?.uidNext ?? null, messages: entry.status?.messages ?? null,
});

const foldersOf = async client => (await client.list({ statusQuery: { messages: true, uidNext: true, uidValidity: true } })).map(folderOf);

function unfolded(headers) {
  const fields = {};
  for (const line of (headers?.toString('latin1') ?? '').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0)
      fields[line.slice(0, colon).toLowerCase()] ??= line.slice(colon + 1).trim();
  }
  return fields;
}

const headOf = message => ({
  uid: message.uid, size: message.size ?? null, at: (message.internalDate instanceof Date ? message.internalDate : new Date(message.internalDate ?? 0)).toISOString(),
  messageId: message.envelope?.messageId ?? null, inReplyTo: message.envelope?.inReplyTo ?? null, subject: message.envelope?.subject ?? '',
  from: (message.envelope?.from ?? []).map(address), to: (message.envelope?.to ?? []).map(address), cc: (message.envelope?.cc ?? []).map(address), bcc: (message.envelope?.bcc ?? []).map(address),
  replyTo: (message.envelope?.replyTo ?? []).map(address), draft: message.flags?.has('\\Draft') ?? false, headers: unfolded(message.headers),
});

export function imap(tell) {
  const open = new Map();

  const client = mailbox => {
    const found = open.get(mailbox);
    if (!found?.usable)
      throw Object.assign(new Error('The mailbox is not connected.'), { trouble: 'CLOSED' });
    return found;
  };

  // the commands of one connection queue; a folder is selected for exactly as long as its reader needs it
  const within = async (mailbox, path, work) => {
    const connection = client(mailbox);
    const lock = await connection.getMailboxLock(path);
    try {
      return await work(connection);
    } finally {
      lock.release();
    }
  };

  return {
    'imap-test': async server => {
      const connection = clientOf(server);
      connection.on('error', () => {});
      try {
        await connection.connect();
        return { folders: await foldersOf(connection) };
      } catch (error) {
        throw refused(error);
      } finally {
        await connection.logout().catch(() => connection.close());
      }
    },

    open: async ({ mailbox, server }) => {
      open.get(mailbox)?.close();
      const connection = clientOf(server);
      open.set(mailbox, connection);
      connection.on('error', () => {});
      connection.on('close', () => {
        if (open.get(mailbox) === connection) {
          open.delete(mailbox);
          tell({ event: 'closed', mailbox });
        }
      });
      for (const change of ['exists', 'expunge'])
        connection.on(change, ({ path }) => tell({ event: 'changed', mailbox, path }));
      try {
        await connection.connect();
      } catch (error) {
        open.delete(mailbox);
        connection.close();
        throw refused(error);
      }
      return { idle: connection.capabilities.has('IDLE'), gmail: connection.capabilities.has('X-GM-EXT-1') };
    },

    close: async ({ mailbox }) => {
      const connection = open.get(mailbox);
      open.delete(mailbox);
      await connection?.logout().catch(() => connection.close());
    },

    folders: ({ mailbox }) => foldersOf(client(mailbox)),

    uids: ({ mailbox, path, since, from }) => within(mailbox, path, async connection => {
      const query = { uid: `${Math.max(1, from ?? 1)}:*` };
      if (since)
        query.since = new Date(since);
      // "n:*" names the last message even when n is beyond it
      const found = (await connection.search(query, { uid: true }) || []).filter(uid => uid >= (from ?? 1));
      return { uidValidity: connection.mailbox.uidValidity.toString(), uidNext: connection.mailbox.uidNext, uids: found };
    }),

    heads: ({ mailbox, path, uids }) => within(mailbox, path, async connection => {
      const found = await connection.fetchAll(uids.join(','), { uid: true, envelope: true, internalDate: true, size: true, flags: true, headers: headsWanted }, { uid: true });
      return found.map(headOf);
    }),

    read: ({ mailbox, path, uids }) => within(mailbox, path, async connection => {
      const found = await connection.fetchAll(uids.join(','), { uid: true, internalDate: true, size: true, source: { maxLength: largestRead } }, { uid: true });
      const mails = [];
      for (const message of found)
        mails.push({ uid: message.uid, at: new Date(message.internalDate ?? 0).toISOString(), cut: message.size > largestRead, mail: await parse(message.source) });
      return mails;
    }),

    find: ({ mailbox, path, messageId }) => within(mailbox, path, async connection =>
      ({ uids: await connection.search({ header: { 'message-id': messageId } }, { uid: true }) || [] })),

    append: ({ mailbox, path, source, at }) => client(mailbox).append(path, Buffer.from(source, 'base64'), ['\\Seen'], at ? new Date(at) : undefined)
      .then(done => ({ uid: done?.uid ?? null })),

    // IDLE until the next request of this mailbox; events tell of changes
    watch: async ({ mailbox, path }) => {
      const connection = client(mailbox);
      const lock = await connection.getMailboxLock(path);
      lock.release();
      connection.idle().catch(() => {});
    },
  };
}
