import { secretMask } from '../../workers/secrets.ts';
import { text, type SettingsTable } from '../../workers/settings.ts';

const secret = (name: string) => ({ name, about: 'a secret', secret: true, parse: text });
const TABLE: SettingsTable = {
  password: secret('PASSWORD'),
  token: secret('TOKEN'),
  user: { name: 'USER_NAME', about: 'no secret', parse: text },
};

test.each([
  ['everywhere it stands', { PASSWORD: 'hunter22' }, 'hunter22 and hunter22', '*** and ***'],
  [
    'in an address, its password also alone',
    { PASSWORD: 'mongodb://me:p%40ssword@host/db' },
    'p@ssword of host',
    '*** of host',
  ],
  ['inside another word', { PASSWORD: 'hunter22' }, 'xhunter22y', 'x***y'],
  ['with characters of a pattern', { PASSWORD: 'a.*b+c$' }, 'key a.*b+c$ end', 'key *** end'],
  ['every one', { PASSWORD: 'hunter22', TOKEN: 'abcdef' }, 'hunter22/abcdef', '***/***'],
  [
    'the longer one first, so that nothing of it stays',
    { PASSWORD: 'abcdef', TOKEN: 'abcdefgh' },
    'abcdefgh',
    '***',
  ],
])('a secret is masked %s', (_, environment, given, masked) => {
  expect(secretMask(environment, [TABLE])(given)).toBe(masked);
});

test.each([
  ['what is no secret', { USER_NAME: 'margaret' }, 'margaret'],
  ['a secret that is not set', {}, 'nothing to hide'],
  ['an empty one', { PASSWORD: '' }, 'nothing to hide'],
  ['one so short that it would hide ordinary words', { PASSWORD: 'is' }, 'this is it'],
])('%s changes no text', (_, environment, given) => {
  expect(secretMask(environment, [TABLE])(given)).toBe(given);
});
