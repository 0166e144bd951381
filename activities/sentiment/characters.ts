/** How Python sees characters where JavaScript sees them differently; by code unit, precomputed for Latin-1. */

const SPACE = 1;
const PUNCTUATION = 2;
const kinds = new Uint8Array(256);
for (const code of [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0]) kinds[code] = SPACE;
for (const character of '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~') kinds[character.charCodeAt(0)] = PUNCTUATION;

/** `str.isspace`: unlike JavaScript's `\s` it takes U+001C–U+001F and U+0085, and not U+FEFF. */
export function isSpace(code: number): boolean {
  if (code < 256) return kinds[code] === SPACE;
  if (code < 0x1680) return false;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** A member of `string.punctuation`. */
export const isPunctuation = (code: number): boolean => code < 256 && kinds[code] === PUNCTUATION;

const UPPER = /\p{Uppercase}/u;
const LOWER_OR_TITLE = /[\p{Lowercase}\p{Lt}]/u;

/** `str.isupper`: at least one capital and no small letter. */
export function isUpper(word: string): boolean {
  let capital = false;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code >= 128) return UPPER.test(word) && !LOWER_OR_TITLE.test(word);
    if (code >= 97 && code <= 122) return false;
    if (code >= 65 && code <= 90) capital = true;
  }
  return capital;
}
