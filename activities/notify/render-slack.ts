import { shortened, subjectLine, type Message, type MessageLevel } from './message.ts';

/** Slack's own limits of a message: https://api.slack.com/reference/block-kit/blocks */
const MOST_HEADER = 150;
const MOST_SECTION = 3_000;
const MOST_BLOCKS = 50;

const MARKS: Readonly<Record<MessageLevel, string>> = { info: '✅', warning: '⚠️', error: '❌' };

interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
}

export interface SlackPayload {
  /** Shown in notifications, where blocks are not. */
  readonly text: string;
  readonly blocks: readonly { readonly type: 'header' | 'section'; readonly text: SlackText }[];
}

/** Text that Slack shows as it is: unescaped, `<!channel>` would ring at everyone. */
export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The message as the body of an incoming webhook. */
export function renderSlack(message: Message): SlackPayload {
  const subject = `${MARKS[message.level]} ${subjectLine(message)}`;
  const paragraphs = [
    escapeSlack(message.summary),
    ...message.sections.map(({ title, rows }) => {
      const lines = rows.map((row) => `• ${escapeSlack(row.join('  '))}`);
      return [`*${escapeSlack(title)}*`, ...lines].join('\n');
    }),
  ];
  const blocks = paragraphs.map((text) => block(shortened(text, MOST_SECTION)));
  if (message.excerpt !== undefined) blocks.push(block(fenced(message.excerpt)));
  return {
    text: escapeSlack(subject),
    blocks: [
      {
        type: 'header' as const,
        text: { type: 'plain_text' as const, text: shortened(subject, MOST_HEADER) },
      },
      ...blocks,
    ].slice(0, MOST_BLOCKS),
  };
}

const block = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

/** A code block, which ends only where we end it. */
const fenced = (text: string): string =>
  `\`\`\`${shortened(escapeSlack(text.replaceAll('```', "'''")), MOST_SECTION - 6)}\`\`\``;
