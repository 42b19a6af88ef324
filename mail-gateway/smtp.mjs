// One message over one connection. Whoever asks must know, when something breaks, whether the server can have taken the message:
// phase "before" says surely not, "after" says that nobody knows.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

const signInOf = ({ user, password, accessToken }) => accessToken
  ? { type: 'OAUTH2', user, oauth2: { getToken: (renew, done) => done(null, accessToken), generateToken: done => done(null, accessToken), buildXOAuth2Token: token => Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64'), accessToken } }
  : { user, credentials: { user, pass: password } };

const connectionTo = ({ host, port, security, trust }) => new SMTPConnection({
  host, port,
  secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
  connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000,
  tls: { rejectUnauthorized: trust !== 'any' },
});

function signedIn(server, work) {
  return new Promise((resolve, reject) => {
    const connection = connectionTo(server);
    // the first reason counts: closing tells "the connection ended" as well
    const fail = error => { reject(error); connection.close(); };
    connection.on('error', fail);
    connection.once('end', () => reject(Object.assign(new Error('The server closed the connection.'), { code: 'ECONNECTION' })));
    connection.connect(error => {
      if (error)
        return fail(error);
      const ready = () => work(connection, fail, value => { resolve(value); connection.quit(); });
      if (!server.user || !connection.allowsAuth)
        return ready();
      connection.login(signInOf(server), error => error ? fail(error) : ready());
    });
  });
}

// The bytes of a message: the same for the server and for the copy in Sent.
function compose(mail) {
  const composer = new MailComposer({
    messageId: `<${mail.messageId}>`,
    date: mail.date, from: mail.from, to: mail.to, cc: mail.cc, replyTo: mail.replyTo, subject: mail.subject,
    inReplyTo: mail.inReplyTo ? `<${mail.inReplyTo}>` : undefined,
    references: mail.references?.map(id => `<${id}>`),
    text: mail.text, html: mail.html || undefined,
    headers: mail.headers,
    attachments: mail.files?.map(file => ({ filename: file.name, contentType: file.type, content: Buffer.from(file.content, 'base64') })),
    disableFileAccess: true, disableUrlAccess: true, xMailer: false, newline: '\r\n',
  }).compile();
  return new Promise((resolve, reject) => composer.build((error, bytes) => error ? reject(error) : resolve(bytes)));
}

// RFC 8058, 4: one-click unsubscribing asks for a signature over both of its headers
const signedHeaders = 'from:sender:reply-to:subject:date:message-id:to:cc:mime-version:content-type:content-transfer-encoding:in-reply-to:references:list-unsubscribe:list-unsubscribe-post';

async function signed(bytes, dkim) {
  if (!dkim)
    return bytes;
  const { default: DKIM } = await import('nodemailer/lib/dkim');
  const parts = [];
  for await (const part of new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key, headerFieldNames: signedHeaders }).sign(bytes))
    parts.push(part);
  return Buffer.concat(parts);
}

// messages a server is ready to take: they leave, or do not, when the transaction that lets them leave is written
const waiting = new Map();

export const smtp = {
  'smtp-test': server => signedIn(server, (connection, fail, done) => done({ signedIn: connection.authenticated })),

  compose: async ({ mail, dkim }) => ({ source: (await signed(await compose(mail), dkim)).toString('base64') }),

  // Hands the server the message up to its final dot and answers with a ticket. Without the dot no server takes it (RFC 5321, 4.1.1.4); the dot goes with "send-go".
  'send-ready': ({ server, from, to, source }) => new Promise((ready, refused) => {
    // never one of an earlier process: it would let another message leave
    const ticket = randomUUID();
    const bytes = Buffer.from(source, 'base64');
    let phase = 'before';
    const sending = {};
    let handedOver = false;
    const message = new Readable({
      // asked for the first time when the server has said "354, send it", and again when it has what there is
      read() {
        if (!handedOver) {
          handedOver = true;
          this.push(bytes);
          return;
        }
        sending.begin ??= () => {
          phase = 'after';
          this.push(null);
        };
        ready({ ticket });
      },
    });
    sending.done = signedIn(server, (connection, fail, done) => {
      sending.drop = () => fail(Object.assign(new Error('The message was not sent.'), { code: 'DROPPED' }));
      connection.send({ from, to, size: bytes.length }, message, (error, info) => error ? fail(error) : done({ response: info.response }));
    }).catch(error => {
      // a server that says no to the message has not taken it
      throw Object.assign(error, { phase: error.responseCode >= 400 ? 'before' : phase });
    });
    waiting.set(ticket, sending);
    sending.done.catch(error => {
      refused(error);
      setTimeout(() => waiting.delete(ticket), 60_000).unref();
    });
  }),

  'send-go': ({ ticket }) => {
    const sending = waiting.get(ticket);
    waiting.delete(ticket);
    if (!sending)
      throw Object.assign(new Error('The connection to the server is gone.'), { code: 'ECONNECTION', phase: 'before' });
    sending.begin();
    return sending.done;
  },

  'send-drop': ({ ticket }) => {
    waiting.get(ticket)?.drop();
    waiting.delete(ticket);
  },
};
