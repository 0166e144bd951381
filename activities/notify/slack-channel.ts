import { BusyChannelError, PermanentDeliveryError, type Channel } from './channel.ts';
import { secretsOfUrl } from './redact.ts';
import { renderSlack } from './render-slack.ts';

const MOST_ANSWER = 200;

/** Slack's incoming webhook. @param webhookUrl a secret: whoever knows it can write to the room */
export function slackChannel(webhookUrl: string): Channel {
  return {
    name: 'Slack',
    cure: 'Check SLACK_WEBHOOK_URL: it must be the address of an incoming webhook that is still installed',
    secrets: secretsOfUrl(webhookUrl),
    async send(message, signal) {
      const response = await fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(renderSlack(message)),
        redirect: 'manual', // a redirect would carry the message to an address nobody has configured
        signal,
      });
      const answer = (await response.text()).slice(0, MOST_ANSWER);
      if (response.ok) return;
      const said = `it answered ${response.status}: ${answer}`;
      if (response.status === 429) {
        const seconds = Number(response.headers.get('retry-after'));
        throw new BusyChannelError(said, Number.isFinite(seconds) ? seconds * 1000 : 0);
      }
      if (response.status < 500 && response.status !== 408) throw new PermanentDeliveryError(said);
      throw new Error(said);
    },
  };
}
