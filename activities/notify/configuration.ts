import { readSettings, SettingsError, type Setting, type ValuesOf } from '../../workers/settings.ts';
import type { Channel } from './channel.ts';
import { slackChannel } from './slack-channel.ts';
import { smtpChannel } from './smtp-channel.ts';

/** An address whose protocol is one of these; the value is a secret, so no error repeats it. */
const secretUrl =
  (...protocols: readonly string[]) =>
  (value: string): string => {
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    throw new Error(
      `allowed is an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
    );
  };

const mailAddresses = (value: string): string => {
  const addresses = value.split(',').map((address) => address.trim());
  if (addresses.every((address) => /^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/.test(address)))
    return addresses.join(', ');
  throw new Error('allowed are mail addresses with commas between, e.g. data-team@example.com');
};

const optional = (setting: Omit<Setting<string>, 'fallback'>): Setting<string | undefined> => ({
  ...setting,
  fallback: undefined,
});

/** Every setting of the channels; each channel is used where its settings are set. */
export const NOTIFY_SETTINGS = {
  smtpUrl: optional({
    name: 'SMTP_URL',
    about: 'the mail server, smtp://user:password@host:port or smtps://…',
    secret: true,
    parse: secretUrl('smtp:', 'smtps:'),
  }),
  emailFrom: optional({ name: 'ALERT_EMAIL_FROM', about: 'the sender', parse: mailAddresses }),
  emailTo: optional({ name: 'ALERT_EMAIL_TO', about: 'who is told, commas between', parse: mailAddresses }),
  slackWebhookUrl: optional({
    name: 'SLACK_WEBHOOK_URL',
    about: 'an incoming webhook of Slack',
    secret: true,
    parse: secretUrl('https:', 'http:'),
  }),
} as const;

export type NotifySettings = ValuesOf<typeof NOTIFY_SETTINGS>;

/**
 * The channels' settings of an environment.
 * @throws SettingsError for a wrong one, and for e-mail that is set up by half
 */
export function readNotifySettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): NotifySettings {
  const settings = readSettings(NOTIFY_SETTINGS, environment);
  if (settings.smtpUrl === undefined) return settings;
  const missing = (['emailFrom', 'emailTo'] as const).filter((key) => settings[key] === undefined);
  if (missing.length === 0) return settings;
  throw new SettingsError(
    missing.map(
      (key) => `${NOTIFY_SETTINGS[key].name} is not set, but SMTP_URL is: set both or none to send e-mail`,
    ),
  );
}

/** The channels that are set up; none: `sendToChannels` writes to the log. */
export function configuredChannels(settings: NotifySettings): Channel[] {
  const { smtpUrl: url, emailFrom: from, emailTo: to, slackWebhookUrl } = settings;
  const channels: Channel[] = [];
  if (url !== undefined && from !== undefined && to !== undefined)
    channels.push(smtpChannel({ url, from, to }));
  if (slackWebhookUrl !== undefined) channels.push(slackChannel(slackWebhookUrl));
  return channels;
}
