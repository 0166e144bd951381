import { createTransport } from 'nodemailer';
import { PermanentDeliveryError, type Channel } from './channel.ts';
import { subjectLine, type MessageLevel } from './message.ts';
import { secretsOfUrl } from './redact.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:port` or `smtps://…`; a secret. */
  readonly url: string;
  readonly from: string;
  /** One address, or several with commas between. */
  readonly to: string;
  /** Of each step of the conversation, in milliseconds. */
  readonly timeoutMs?: number;
}

const PRIORITIES: Readonly<Record<MessageLevel, 'low' | 'normal' | 'high'>> = {
  info: 'normal',
  warning: 'normal',
  error: 'high',
};

/** E-mail through an SMTP server: plain text and HTML in one mail. */
export function smtpChannel({ url, from, to, timeoutMs = 10_000 }: SmtpSettings): Channel {
  return {
    name: 'e-mail',
    cure: 'Check SMTP_URL, ALERT_EMAIL_FROM and ALERT_EMAIL_TO, and that the mail server can be reached',
    secrets: secretsOfUrl(url),
    async send(message) {
      const transport = createTransport({
        url,
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        dnsTimeout: timeoutMs,
        // A message is data: nothing in it may read a file or an address of this machine.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({
          from,
          to,
          subject: subjectLine(message),
          text: renderText(message),
          html: renderHtml(message),
          priority: PRIORITIES[message.level],
        });
      } catch (error) {
        throw refusedForGood(error)
          ? new PermanentDeliveryError((error as Error).message, { cause: error })
          : error;
      } finally {
        transport.close();
      }
    },
  };
}

/** SMTP's 5xx: the server has understood and will not take it; 4xx asks to come again. */
function refusedForGood(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number };
  return responseCode !== undefined && responseCode >= 500;
}
