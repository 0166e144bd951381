import { subjectLine, type Message, type MessageSection } from './message.ts';

/** The message as plain text: for the log, and for mail readers that show no HTML. */
export function renderText(message: Message): string {
  const parts = [subjectLine(message), message.summary, ...message.sections.map(section)];
  if (message.excerpt !== undefined) parts.push(message.excerpt);
  return `${parts.join('\n\n')}\n`;
}

function section({ title, rows }: MessageSection): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [title, ...rows.map(line)].join('\n');
}
