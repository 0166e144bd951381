import { readConf, readMoment, wholeNumber } from '../../cli/arguments.ts';
import { WrongUsage } from '../../cli/command-error.ts';

describe('--conf', () => {
  it('is a JSON object of params', () => {
    expect(readConf('{"limit": 10, "names": ["a"]}')).toEqual({ limit: 10, names: ['a'] });
  });

  it.each(['{x', '', '[1]', '"text"', 'null', '3'])('refuses %j and shows what is allowed', (text) => {
    expect(() => readConf(text)).toThrow(WrongUsage);
    expect(() => readConf(text)).toThrow(/--conf is .*\{"limit": 10\}/);
  });
});

describe('a moment', () => {
  it.each(['2026-01-01T04:00:00Z', '2026-01-01T04:00Z', '2026-01-01T04:00:00.250+01:00'])(
    'takes %s',
    (text) => {
      expect(readMoment('--logical-date', text)).toBe(text);
    },
  );

  it.each(['2026-01-01', '2026-01-01T04:00:00', 'yesterday', '2026-13-01T04:00:00Z', ''])(
    'refuses %j',
    (text) => {
      expect(() => readMoment('--logical-date', text)).toThrow(
        `--logical-date is '${text}'. Give ISO 8601 with its zone`,
      );
    },
  );
});

describe('a whole number', () => {
  const read = wholeNumber('--limit', 1, 100);

  it.each([
    ['1', 1],
    ['100', 100],
  ])('takes %s', (text, number) => {
    expect(read(text)).toBe(number);
  });

  it.each(['0', '101', '1.5', '-1', 'ten', ''])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(`--limit is '${text}'. Give a whole number from 1 to 100.`);
  });
});
