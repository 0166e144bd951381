import { subjectLine, type Message, type MessageLevel, type MessageSection } from './message.ts';

const COLOURS: Readonly<Record<MessageLevel, string>> = {
  info: '#1a7f37',
  warning: '#9a6700',
  error: '#cf222e',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that an HTML reader shows as it is, in elements and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** The message as a page without scripts, images or links, so that no mail reader blocks a part of it. */
export function renderHtml(message: Message): string {
  const excerpt =
    message.excerpt === undefined
      ? ''
      : `<pre style="background:#f6f8fa;padding:8px;white-space:pre-wrap">${escapeHtml(message.excerpt)}</pre>`;
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head>',
    '<body style="font-family:sans-serif;font-size:14px">',
    `<h2 style="color:${COLOURS[message.level]}">${escapeHtml(subjectLine(message))}</h2>`,
    `<p>${escapeHtml(message.summary)}</p>`,
    ...message.sections.map(section),
    excerpt,
    '</body></html>',
  ].join('\n');
}

function section({ title, rows }: MessageSection): string {
  const cell = (text: string): string => `<td style="padding:2px 12px 2px 0">${escapeHtml(text)}</td>`;
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<h3>${escapeHtml(title)}</h3>\n<table>${lines.join('\n')}</table>`;
}
