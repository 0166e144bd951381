import { configuredChannels, readNotifySettings } from '../../activities/notify/configuration.ts';

const MAIL = {
  SMTP_URL: 'smtp://u:pa55word@mail.example.com:587',
  ALERT_EMAIL_FROM: 'a@example.com',
  ALERT_EMAIL_TO: 'b@example.com',
};
const SLACK = { SLACK_WEBHOOK_URL: 'https://hooks.example.com/services/T/B/secret' };

test.each([
  ['nothing set', {}, []],
  ['mail', MAIL, ['e-mail']],
  ['Slack', SLACK, ['Slack']],
  ['both', { ...MAIL, ...SLACK }, ['e-mail', 'Slack']],
  ['empty values count as not set', { SMTP_URL: '', SLACK_WEBHOOK_URL: '' }, []],
  ['addresses without a mail server', { ALERT_EMAIL_TO: 'b@example.com' }, []],
])('%s', (_case, environment, names) => {
  expect(configuredChannels(readNotifySettings(environment)).map(({ name }) => name)).toEqual(names);
});

test.each([
  [
    'mail without addresses',
    { SMTP_URL: MAIL.SMTP_URL },
    ['ALERT_EMAIL_FROM is not set', 'ALERT_EMAIL_TO is not set'],
  ],
  [
    'a mail server of another protocol',
    { ...MAIL, SMTP_URL: 'ftp://u:pa55word@mail' },
    ['smtp:// or smtps://'],
  ],
  ['a webhook that is no address', { SLACK_WEBHOOK_URL: 'services/T/B/secret' }, ['https:// or http://']],
  ['no mail address', { ...MAIL, ALERT_EMAIL_TO: 'the team' }, ["ALERT_EMAIL_TO is 'the team'"]],
])('%s is refused with what is allowed', (_case, environment, parts) => {
  const read = (): unknown => readNotifySettings(environment);
  for (const part of parts) expect(read).toThrow(part);
  expect(read).not.toThrow(/pa55word|secret$/);
});
