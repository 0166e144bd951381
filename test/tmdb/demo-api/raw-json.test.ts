import * as fc from 'fast-check';
import {
  elementsOf,
  membersOf,
  valueOf,
  withMembers,
  withoutMember,
  withValues,
} from '../../../pipelines/tmdb/demo-api/raw-json.ts';

const anyObject = fc.dictionary(fc.string(), fc.jsonValue());
const spelled = fc.tuple(anyObject, fc.constantFrom(0, 1, '\t')).map(([object, space]) => ({
  object,
  text: JSON.stringify(object, null, space),
}));

test('every member of any object is found, whatever is in it', () => {
  fc.assert(
    fc.property(spelled, ({ object, text }) => {
      const read = membersOf(text).map(({ key, from, to }) => [key, JSON.parse(text.slice(from, to))]);
      expect(read).toEqual(Object.entries(JSON.parse(JSON.stringify(object))));
    }),
  );
});

test('leaving out a member leaves the others', () => {
  fc.assert(
    fc.property(spelled, fc.nat(), ({ text }, at) => {
      const value = JSON.parse(text) as Record<string, unknown>;
      const keys = Object.keys(value);
      const key = keys[at % Math.max(1, keys.length)] ?? 'none';
      const expected = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      expect(JSON.parse(withoutMember(text, key))).toEqual(expected);
    }),
  );
});

test('elements of any array are found', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (array) => {
      const text = JSON.stringify(array, null, 1);
      expect(elementsOf(text).map((element) => JSON.parse(element))).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['a value is replaced, the spelling of the others kept', '{"a": 7.0,"b":1e2}', '{"a": 7.0,"b":8}'],
  ['a member of the same name further in is not meant', '{"c":{"b":1},"b":2}', '{"c":{"b":1},"b":8}'],
  ['a name inside a string is not meant', '{"a":"\\"b\\":1","b":2}', '{"a":"\\"b\\":1","b":8}'],
  ['an object without it stays', '{"a":1}', '{"a":1}'],
])('%s', (_what, text, expected) => {
  expect(withValues(text, new Map([['b', '8']]))).toBe(expected);
});

test.each([
  ['{}', '{"x":1}'],
  ['{ }', '{ "x":1}'],
  ['{"a":{}}', '{"a":{},"x":1}'],
  ['{"a":1 } ', '{"a":1 ,"x":1} '],
])('a member is added to %s', (text, expected) => {
  expect(withMembers(text, new Map([['x', '1']]))).toBe(expected);
});

test('a value is read as it is spelled', () => {
  expect(valueOf('{"id": 9007199254740993, "x": 7.0}', 'id')).toBe('9007199254740993');
  expect(valueOf('{"id": 1}', 'x')).toBeUndefined();
});

test.each([['[1]'], ['{"a":"b'], ['{"a":[1']])('%s is refused', (text) => {
  expect(() => membersOf(text)).toThrow(/not a JSON object|does not end/);
});
