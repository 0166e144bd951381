/** Where a value stands in a JSON text: `text.slice(start, end)` is the value in its own characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === CLOSING_BRACE || code === CLOSING_BRACKET;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** @returns the place after the closing quote of the string that opens at `from` */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  throw new SyntaxError(`a string is not closed before the end of the JSON text, at ${text.length}`);
}

function endOfNested(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (isOpening(code)) depth += 1;
    else if (isClosing(code) && (depth -= 1) === 0) return at + 1;
  }
  throw new SyntaxError(
    `an object or array is not closed before the end of the JSON text, at ${text.length}`,
  );
}

function endOfValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return endOfString(text, from);
  if (isOpening(first)) return endOfNested(text, from);
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === COMMA || isClosing(code) || isBlank(code)) break;
    at += 1;
  }
  return at;
}

/** Goes to the next value of a list or object: over blanks and one comma. */
function next(text: string, from: number): number {
  const at = skipBlanks(text, from);
  return text.charCodeAt(at) === COMMA ? skipBlanks(text, at + 1) : at;
}

/** The elements of a JSON array. `text` has to be valid JSON (checked by JSON.parse) whose value is an array. */
export function elements(text: string): Span[] {
  const spans: Span[] = [];
  let at = skipBlanks(text, skipBlanks(text, 0) + 1);
  while (text.charCodeAt(at) !== CLOSING_BRACKET) {
    const end = endOfValue(text, at);
    if (end === at) throw new SyntaxError(`an array is not closed before the end of the JSON text, at ${at}`);
    spans.push({ start: at, end });
    at = next(text, end);
  }
  return spans;
}

export interface Member {
  readonly name: string;
  /** The name with its quotes, the colon and the value. */
  readonly whole: Span;
  readonly value: Span;
}

/** The members of a JSON object in their order. `text` has to be valid JSON whose value is an object. */
export function members(text: string): Member[] {
  const found: Member[] = [];
  let at = skipBlanks(text, skipBlanks(text, 0) + 1);
  while (text.charCodeAt(at) !== CLOSING_BRACE) {
    const endOfName = endOfString(text, at);
    const start = skipBlanks(text, skipBlanks(text, endOfName) + 1);
    const end = endOfValue(text, start);
    found.push({
      name: JSON.parse(text.slice(at, endOfName)) as string,
      whole: { start: at, end },
      value: { start, end },
    });
    at = next(text, end);
  }
  return found;
}

export const slice = (text: string, span: Span): string => text.slice(span.start, span.end);

/** The value of a member in its own characters; of several with one name the last, as JSON.parse has it. */
export function memberText(text: string, name: string): string | undefined {
  const found = members(text).findLast((member) => member.name === name);
  return found === undefined ? undefined : slice(text, found.value);
}

/** The object without some of its members, each with one comma; every other character stays as it is. */
export function withoutMembers(text: string, names: readonly string[]): string {
  const all = members(text);
  const cut = all.map((member) => names.includes(member.name));
  const lastKept = cut.lastIndexOf(false);
  let result = '';
  let from = 0;
  for (const [index, member] of all.entries()) {
    if (cut[index] !== true) continue;
    // The comma after the member goes with it; where nothing is kept after it, the comma before it.
    const following = all[index + 1];
    const start =
      index > lastKept && index > 0 ? Math.max(from, all[index - 1]!.whole.end) : member.whole.start;
    const end = following === undefined || index > lastKept ? member.whole.end : following.whole.start;
    result += text.slice(from, start);
    from = end;
  }
  return result + text.slice(from);
}
