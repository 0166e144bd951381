/**
 * Cutting and mending JSON text without parsing numbers: what the source wrote (`7.0`, integers above 2^53,
 * escapes) is what the demo API serves.
 */

/** Where one member of a top-level object stands in its text; `to` is exclusive. */
export interface Member {
  readonly key: string;
  readonly keyFrom: number;
  readonly from: number;
  readonly to: number;
}

const SPACE = /\s/;

function skipSpace(text: string, at: number): number {
  let here = at;
  while (here < text.length && SPACE.test(text[here]!)) here += 1;
  return here;
}

function skipString(text: string, at: number): number {
  let here = at + 1;
  while (text[here] !== '"') {
    if (here >= text.length) throw new Error(`a string that begins at ${at} does not end`);
    here += text[here] === '\\' ? 2 : 1;
  }
  return here + 1;
}

function skipNested(text: string, at: number): number {
  let depth = 0;
  let here = at;
  do {
    const character = text[here];
    if (character === undefined) throw new Error(`a value that begins at ${at} does not end`);
    if (character === '"') {
      here = skipString(text, here);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    here += 1;
  } while (depth > 0);
  return here;
}

function skipValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return skipString(text, at);
  if (first === '{' || first === '[') return skipNested(text, at);
  let here = at;
  while (here < text.length && !/[\s,\]}]/.test(text[here]!)) here += 1;
  return here;
}

/**
 * The members of the object that `text` is, in order. The text is taken to be valid JSON.
 * @throws Error where it is not an object or ends too early
 */
export function membersOf(text: string): Member[] {
  let here = skipSpace(text, 0);
  if (text[here] !== '{') throw new Error(`not a JSON object: '${text.slice(0, 40)}'`);
  const members: Member[] = [];
  here = skipSpace(text, here + 1);
  while (text[here] === '"') {
    const keyTo = skipString(text, here);
    const from = skipSpace(text, skipSpace(text, keyTo) + 1);
    const to = skipValue(text, from);
    members.push({ key: JSON.parse(text.slice(here, keyTo)) as string, keyFrom: here, from, to });
    here = skipSpace(text, to);
    if (text[here] === ',') here = skipSpace(text, here + 1);
  }
  return members;
}

/** The texts of the elements of the array that `text` is. */
export function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let here = skipSpace(text, skipSpace(text, 0) + 1);
  while (here < text.length && text[here] !== ']') {
    const to = skipValue(text, here);
    elements.push(text.slice(here, to));
    here = skipSpace(text, to);
    if (text[here] === ',') here = skipSpace(text, here + 1);
  }
  return elements;
}

/** The text of one member's value, or undefined where the object has no such member. */
export function valueOf(text: string, key: string): string | undefined {
  const member = membersOf(text).find((candidate) => candidate.key === key);
  return member && text.slice(member.from, member.to);
}

/** The text with the values of some members replaced; members it does not have are left out. */
export function withValues(text: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return text;
  let result = '';
  let copied = 0;
  for (const { key, from, to } of membersOf(text)) {
    const value = values.get(key);
    if (value === undefined) continue;
    result += text.slice(copied, from) + value;
    copied = to;
  }
  return result + text.slice(copied);
}

/** The text without one member; every other character stays. */
export function withoutMember(text: string, key: string): string {
  const members = membersOf(text);
  const at = members.findIndex((member) => member.key === key);
  if (at === -1) return text;
  const next = members[at + 1];
  if (next) return text.slice(0, members[at]!.keyFrom) + text.slice(next.keyFrom);
  const before = members[at - 1];
  return text.slice(0, before ? before.to : members[at]!.keyFrom) + text.slice(members[at]!.to);
}

/** The text with further members at its end; `added` maps names to JSON texts. */
export function withMembers(text: string, added: ReadonlyMap<string, string>): string {
  const end = text.lastIndexOf('}');
  const isEmpty = text.slice(0, end).trimEnd().endsWith('{');
  const tail = [...added].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',');
  if (tail === '') return text;
  return `${text.slice(0, end)}${isEmpty ? '' : ','}${tail}${text.slice(end)}`;
}
