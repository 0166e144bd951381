/** How serious a message is; it chooses the mark and the colour, not who is told. */
export type MessageLevel = 'info' | 'warning' | 'error';

/** A table under a heading. Every text is plain: each channel escapes it for its own language. */
export interface MessageSection {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** What is told, independent of the channel that carries it. */
export interface Message {
  readonly level: MessageLevel;
  /** One line. */
  readonly subject: string;
  /** One or two sentences: what has happened, and what to do. */
  readonly summary: string;
  readonly sections: readonly MessageSection[];
  /** Verbatim text, e.g. the end of a log; cut by channels that allow less. */
  readonly excerpt?: string;
}

/** The subject as one line, since a line break in it could start a header of its own. */
export const subjectLine = (message: Message): string => message.subject.replace(/\s+/g, ' ').trim();

/** At most `most` characters, with a mark where some were left out. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
