import {
  httpUrl,
  integerBetween,
  numberBetween,
  oneOf,
  readSettings,
  SettingsError,
  text,
} from '../../workers/settings.ts';

const TABLE = {
  address: { name: 'SHOP_ADDRESS', about: 'where the shop is', parse: httpUrl },
  rate: { name: 'SHOP_RATE', about: 'sales a second', fallback: 4, parse: numberBetween(0.1, 100) },
  tills: { name: 'SHOP_TILLS', about: 'open tills', fallback: undefined, parse: integerBetween(1, 9) },
  mood: { name: 'SHOP_MOOD', about: 'how it is', fallback: 'calm', parse: oneOf('calm', 'busy') },
  key: { name: 'SHOP_KEY', about: 'the key', secret: true, fallback: '', parse: oneOf('right') },
};
const REQUIRED = { SHOP_ADDRESS: 'http://shop.example/' };

function refusal(environment: Readonly<Record<string, string>>): Error {
  try {
    readSettings(TABLE, environment);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the settings were taken');
}

test('what is not set takes its fallback, what is set is parsed', () => {
  expect(readSettings(TABLE, { ...REQUIRED, SHOP_RATE: '2.5' })).toEqual({
    address: 'http://shop.example',
    rate: 2.5,
    tills: undefined,
    mood: 'calm',
    key: '',
  });
});

test('an empty variable counts as not set', () => {
  expect(readSettings(TABLE, { ...REQUIRED, SHOP_RATE: '' }).rate).toBe(4);
});

test.each([
  ['a required one is missing', {}, 'SHOP_ADDRESS is not set: where the shop is'],
  [
    'no address',
    { SHOP_ADDRESS: 'shop' },
    `SHOP_ADDRESS is 'shop': allowed is an http:// or https:// address`,
  ],
  ['another protocol', { SHOP_ADDRESS: 'ftp://shop' }, 'allowed is an http:// or https:// address'],
  [
    'no number',
    { ...REQUIRED, SHOP_RATE: 'fast' },
    `SHOP_RATE is 'fast': allowed is a number from 0.1 to 100`,
  ],
  ['too small a number', { ...REQUIRED, SHOP_RATE: '0' }, 'a number from 0.1 to 100'],
  ['infinite', { ...REQUIRED, SHOP_RATE: 'Infinity' }, 'a number from 0.1 to 100'],
  ['a fraction', { ...REQUIRED, SHOP_TILLS: '1.5' }, 'a whole number from 1 to 9'],
  [
    'not among the allowed',
    { ...REQUIRED, SHOP_MOOD: 'sad' },
    `SHOP_MOOD is 'sad': allowed is one of calm, busy`,
  ],
])('%s: the error names the variable and what is allowed', (_, environment, message) => {
  expect(() => readSettings(TABLE, environment)).toThrow(message);
});

test('every wrong and every missing one is told at once', () => {
  const error = refusal({ SHOP_RATE: 'fast', SHOP_TILLS: 'all' });
  expect(error).toBeInstanceOf(SettingsError);
  expect(error.message).toMatch(/^3 setting\(s\).*SHOP_ADDRESS.*SHOP_RATE.*SHOP_TILLS/s);
});

test('a secret is never in an error', () => {
  const { message } = refusal({ ...REQUIRED, SHOP_KEY: 'hunter22' });
  expect(message).toContain('SHOP_KEY is (a secret, not shown): allowed is one of right');
  expect(message).not.toContain('hunter22');
});

test.each([
  ['a text stays as it is', text, ' a b ', ' a b '],
  ['an address loses its last slashes', httpUrl, 'https://shop.example/api//', 'https://shop.example/api'],
  ['a number may have an exponent', numberBetween(0, 1e6), '1e3', 1000],
  ['the ends of a range are in it', integerBetween(1, 9), '9', 9],
])('%s', (_, parse: (value: string) => unknown, given, value) => {
  expect(parse(given)).toBe(value);
});
