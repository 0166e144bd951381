import * as fc from 'fast-check';
import {
  elements,
  members,
  memberText,
  slice,
  withoutMembers,
} from '../../../activities/tmdb/client/json-spans.ts';

const texts = (text: string): string[] => elements(text).map((span) => slice(text, span));

describe('elements of an array', () => {
  it.each([
    ['nothing', ' [ ] ', []],
    [
      'numbers as they were written',
      '[7.0, 1e3,-0,12345678901234567890 ]',
      ['7.0', '1e3', '-0', '12345678901234567890'],
    ],
    [
      'strings with brackets, quotes and escapes',
      '["]","\\"}","a\\\\","é\\u00e9"]',
      ['"]"', '"\\"}"', '"a\\\\"', '"é\\u00e9"'],
    ],
    ['nested values with their blanks', '[\n\t{ "a" : [1 , 2] } ,[ ]\r\n]', ['{ "a" : [1 , 2] }', '[ ]']],
    ['words', '[true,false , null]', ['true', 'false', 'null']],
    ['an emoji', '["🎬"]', ['"🎬"']],
  ])('are cut out verbatim: %s', (_name, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('members of an object', () => {
  it('have their names decoded and their values verbatim', () => {
    const text = '{"id" : 7.0,"\\u0063redits":{"cast":[{"x":"}"}]},"": null}';
    expect(members(text).map(({ name, value }) => [name, slice(text, value)])).toEqual([
      ['id', '7.0'],
      ['credits', '{"cast":[{"x":"}"}]}'],
      ['', 'null'],
    ]);
  });

  it('are found by name, the last of several as JSON.parse has it', () => {
    expect(memberText('{"a":1,"a":2.50}', 'a')).toBe('2.50');
    expect(memberText('{"a":1}', 'b')).toBeUndefined();
  });
});

describe('an object without some members', () => {
  it.each([
    ['the first', '{"credits":{},"id":1}', '{"id":1}'],
    ['the last', '{"id":1 , "credits":{} }', '{"id":1 }'],
    ['one in the middle', '{"id":1, "credits":{}, "b": 7.0}', '{"id":1, "b": 7.0}'],
    ['two in a row at the end', '{"id":1,"credits":{},"reviews":[]}', '{"id":1}'],
    ['two in a row at the start', '{"credits":{},"reviews":[] ,"id":1}', '{"id":1}'],
    ['two apart', '{"credits":{},"id":1,"reviews":[]}', '{"id":1}'],
    ['all', '{ "credits":{},"reviews":[] }', '{  }'],
    ['the same name twice', '{"credits":1,"id":1,"credits":2}', '{"id":1}'],
    ['none', '{"id" : 1}', '{"id" : 1}'],
    ['none of an empty one', '{}', '{}'],
  ])('keeps every other character: %s', (_name, text, expected) => {
    expect(withoutMembers(text, ['credits', 'reviews'])).toBe(expected);
  });
});

it.each(['{"a":1', '{"a":"x', '["a"', '[[1]'])('names an open end rather than looping: %s', (text) => {
  expect(() => (text.startsWith('{') ? members(text) : elements(text))).toThrow(SyntaxError);
});

const written = (value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(value, fc.constantFrom(undefined, 1, '\t'))
    .map(([json, indent]) => JSON.stringify(json, undefined, indent));

describe('on any JSON', () => {
  it('elements are what JSON.parse finds', () => {
    fc.assert(
      fc.property(written(fc.array(fc.jsonValue())), (text) => {
        expect(texts(text).map((part) => JSON.parse(part) as unknown)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('members are what JSON.parse finds, and cutting some leaves the others', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('credits', 'reviews', '"', '\\', '}'));
    const object = written(fc.dictionary(name, fc.jsonValue()));
    fc.assert(
      fc.property(object, fc.array(name), (text, extra) => {
        const parsed = JSON.parse(text) as Record<string, unknown>;
        for (const member of members(text)) {
          expect(JSON.parse(slice(text, member.value))).toEqual(parsed[member.name]);
        }
        expect(members(text)).toHaveLength(Object.keys(parsed).length);
        const cut = ['credits', 'reviews', ...extra];
        const expected = Object.fromEntries(Object.entries(parsed).filter(([key]) => !cut.includes(key)));
        expect(JSON.parse(withoutMembers(text, cut))).toEqual(expected);
      }),
    );
  });
});
