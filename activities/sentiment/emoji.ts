import { readEmojiNames } from './lexicon.ts';

let shared: ReadonlyMap<string, string> | undefined;

/** The first code unit that can be part of an emoji of the table, apart from © and ®. */
const LEAST_EMOJI = 0x203c;

/**
 * The text with each emoji replaced by its name. A name is set apart from what stands before it, not from what
 * follows: that is the reference's way, and "😁great" is one word to it.
 */
export function nameEmoji(text: string): string {
  if (!mayHoldEmoji(text)) return text;
  shared ??= readEmojiNames();
  const parts: string[] = [];
  let copied = 0;
  let apart = true;
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const name = shared.get(character);
    if (name === undefined) {
      apart = character === ' ';
    } else {
      parts.push(text.slice(copied, at), apart ? name : ` ${name}`);
      copied = at + character.length;
      apart = false;
    }
    at += character.length;
  }
  return parts.join('') + text.slice(copied);
}

function mayHoldEmoji(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= LEAST_EMOJI || code === 0xa9 || code === 0xae) return true;
  }
  return false;
}
