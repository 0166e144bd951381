import { createServer, type AddressInfo, type Socket } from 'node:net';
import { sendToChannels } from '../../activities/notify/send-to-channels.ts';
import { smtpChannel } from '../../activities/notify/smtp-channel.ts';
import { memoryLog, MESSAGE, QUICK } from './fixtures.ts';
import { readable, startMailServer, type MailServer } from './mail-server.ts';

const ADDRESSES = { from: 'Tradewind <alerts@example.com>', to: 'team@example.com, second@example.com' };
const PASSWORD = 'correct horse';
const asUrl = (port: number): string => `smtp://sender:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;

const send = async (url: string, message = MESSAGE) => {
  const log = memoryLog();
  const channels = [smtpChannel({ url, ...ADDRESSES, timeoutMs: 300 })];
  return { ...(await sendToChannels(message, { channels, log: log as never, policy: QUICK })), log };
};

describe('a mail server that works', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(async () => server.close());

  test('gets one mail for all, as text and as HTML', async () => {
    const { delivered, warnings } = await send(`smtp://127.0.0.1:${server.port}`);
    expect({ delivered, warnings }).toEqual({ delivered: ['e-mail'], warnings: [] });
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.from).toBe('alerts@example.com');
    expect(mail?.to).toEqual(['team@example.com', 'second@example.com']);
    expect(mail?.raw).toMatch(/^Subject: orders\.load: task failed\r$/m);
    expect(mail?.raw).toMatch(/text\/plain/);
    expect(mail?.raw).toMatch(/text\/html/);
  });

  test('text of a movie or an error cannot become markup', async () => {
    const evil = `<script>alert("1")</script> & <img src='x'>`;
    await send(`smtp://127.0.0.1:${server.port}`, {
      ...MESSAGE,
      summary: evil,
      sections: [{ title: evil, rows: [[evil, evil]] }],
      excerpt: evil,
    });
    const raw = readable(server.mails[0]?.raw ?? '');
    const html = raw.slice(raw.indexOf('<!doctype html>'));
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;img src=&#39;x&#39;&gt;',
    );
  });

  test('a line break in the subject starts no header', async () => {
    await send(`smtp://127.0.0.1:${server.port}`, {
      ...MESSAGE,
      subject: 'failed\r\nBcc: thief@example.com\r\n\r\nbody',
    });
    expect(server.mails[0]?.to).toEqual(['team@example.com', 'second@example.com']);
    expect(server.mails[0]?.raw).not.toMatch(/^Bcc:/m);
  });
});

describe('a mail server that does not work becomes a warning with the cure', () => {
  test('nobody listens: every try is made', async () => {
    const server = await startMailServer();
    await server.close();
    const { warnings, delivered } = await send(asUrl(server.port));
    expect(warnings).toEqual([
      expect.stringMatching(/^e-mail did not take the message \(3 tries\): .*ECONNREFUSED/),
    ]);
    expect(warnings[0]).toContain('Check SMTP_URL');
    expect(delivered).toEqual(['log']);
  });

  test('a wrong password is not tried again, and stands nowhere', async () => {
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => done(new Error(`who is ${auth.username} with ${auth.password}?`)),
    });
    const { warnings, log } = await send(asUrl(server.port));
    await server.close();
    expect(warnings).toEqual([expect.stringMatching(/\(1 try\): .*Invalid login/)]);
    expect(JSON.stringify([warnings, log.lines])).not.toMatch(/correct.{1,3}horse/);
  });

  test('a mailbox that is busy for a moment is tried again', async () => {
    let asked = 0;
    const server = await startMailServer({
      onRcptTo(_address, _session, done) {
        asked += 1;
        done(asked <= 2 ? Object.assign(new Error('come again'), { responseCode: 451 }) : null);
      },
    });
    const { warnings } = await send(`smtp://127.0.0.1:${server.port}`);
    await server.close();
    expect(warnings).toEqual([]);
    expect(server.mails).toHaveLength(1);
  });

  test('one that takes the connection and says nothing is given up', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { warnings } = await send(asUrl((server.address() as AddressInfo).port));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    // Two of the mail library's timers run against each other; either may speak for the last try.
    expect(warnings).toEqual([expect.stringMatching(/\(3 tries\): .*(Greeting never received|Timeout)/)]);
  });
});
