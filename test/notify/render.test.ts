import { renderSlack } from '../../activities/notify/render-slack.ts';
import { renderText } from '../../activities/notify/render-text.ts';
import { redact, secretsOfUrl } from '../../activities/notify/redact.ts';
import { MESSAGE } from './fixtures.ts';

test('as text: subject, summary, aligned tables, excerpt', () => {
  expect(renderText(MESSAGE)).toBe(
    [
      'orders.load: task failed',
      'The store did not answer.',
      'Run\n  DAG   orders\n  task  load',
      'Error: connect ECONNREFUSED\n',
    ].join('\n\n'),
  );
});

describe('for Slack', () => {
  test('nothing in a text can ring at a whole room or end a code block', () => {
    const payload = JSON.stringify(
      renderSlack({ ...MESSAGE, summary: '<!channel> a & b', excerpt: 'x ``` <@U1> y' }).blocks,
    );
    expect(payload).toContain('&lt;!channel&gt; a &amp; b');
    expect(payload).not.toMatch(/<[!@]/);
    expect(payload.match(/```/g)).toHaveLength(2);
  });

  test('long texts and many sections stay inside its limits', () => {
    const long = '<'.repeat(10_000);
    const { blocks } = renderSlack({
      ...MESSAGE,
      subject: long,
      excerpt: long,
      sections: Array.from({ length: 80 }, () => ({ title: long, rows: [[long]] })),
    });
    expect(blocks).toHaveLength(50);
    expect(Math.max(...blocks.map(({ text }) => text.text.length))).toBeLessThanOrEqual(3_000);
    expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(150);
  });
});

describe('secrets are taken out', () => {
  test.each([
    [
      'the address',
      'smtp://user1:p%40ss!@host:25',
      'to smtp://user1:p%40ss!@host:25 failed',
      'to *** failed',
    ],
    ['the password, decoded', 'smtp://user1:p%40ss!@host:25', 'wrong p@ss!', 'wrong ***'],
    ['the end of a webhook', 'https://h.example/services/T1/B1/abcdef', 'no abcdef here', 'no *** here'],
    ['the host stays', 'smtp://user1:p%40ss!@host:25', 'no route to host:25', 'no route to host:25'],
  ])('%s', (_case, url, text, safe) => {
    expect(redact(text, secretsOfUrl(url))).toBe(safe);
  });
});
