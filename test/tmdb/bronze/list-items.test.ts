import { listItems, movieIdOf, problemsOf } from '../../../activities/tmdb/bronze/list-items.ts';

const GENRES = new Set([18, 35]);
const GOOD = {
  id: 603,
  title: 'The Matrix',
  release_date: '1999-03-31',
  genre_ids: [18],
  popularity: 7,
  vote_average: 8.2,
  vote_count: 100,
  adult: false,
  overview: '',
};
const problems = (changes: Record<string, unknown>): string[] => {
  const item = JSON.stringify({ ...GOOD, ...changes });
  return problemsOf(item, movieIdOf(item), GENRES);
};

it('items keep the characters they came in', () => {
  expect(listItems('{"page":1, "results" : [ {"id":7.0 , "x":"☃\\ud83d"},null ]}')).toEqual([
    '{"id":7.0 , "x":"☃\\ud83d"}',
    'null',
  ]);
});

describe('the id of an item', () => {
  it.each([
    ['{"id":603}', '603'],
    ['{"id":-7}', '-7'],
    ['{"id":603.0}', '603'],
    ['{"id":6.03e2}', '603'],
    ['{"id":9007199254740993}', '9007199254740993'],
    ['{"id":9223372036854775807}', '9223372036854775807'],
    ['{"id":9223372036854775808}', undefined],
    ['{"id":1e400}', undefined],
    ['{"id":603.5}', undefined],
    ['{"id":"603"}', undefined],
    ['{"id":null}', undefined],
    ['{"id":true}', undefined],
    ['{"id":[603]}', undefined],
    ['{}', undefined],
    ['[603]', undefined],
    ['null', undefined],
  ])('%s is %s', (item, expected) => {
    expect(movieIdOf(item)).toBe(expected);
  });
});

describe('problems are counted by kind', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing is wrong', {}, []],
    ['the title is missing', { title: undefined }, ['missing_title']],
    ['the title is null', { title: null }, ['missing_title']],
    ['the title is blank', { title: ' ' }, ['missing_title']],
    ['the title is a number', { title: 7 }, ['wrong_type']],
    ['the date is empty', { release_date: '' }, ['empty_date']],
    ['the date is missing', { release_date: undefined }, ['empty_date']],
    ['the date is a number', { release_date: 20200101 }, ['wrong_type']],
    ['a genre is unknown', { genre_ids: [18, 99999] }, ['unknown_genre']],
    ['there are no genres', { genre_ids: [] }, []],
    ['genres are null', { genre_ids: null }, []],
    ['a genre is a name', { genre_ids: ['Drama'] }, ['wrong_type']],
    ['genres are no list', { genre_ids: 18 }, ['wrong_type']],
    ['the id is missing', { id: undefined }, ['missing_id']],
    ['the id is null', { id: null }, ['missing_id']],
    ['the id is text', { id: '603' }, ['wrong_type']],
    ['the id has a fraction', { id: 603.5 }, ['wrong_type']],
    ['a number is text', { popularity: '12.5' }, ['wrong_type']],
    [
      'several things are wrong',
      { title: '', release_date: '', adult: 'no' },
      ['missing_title', 'empty_date', 'wrong_type'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });

  it.each(['null', '7', '"The Matrix"', '[]'])(
    'an item that is no object has no id and a wrong type: %s',
    (item) => {
      expect(problemsOf(item, movieIdOf(item), GENRES)).toEqual(['missing_id', 'wrong_type']);
    },
  );

  it('no genre is unknown while the list of genres is', () => {
    const item = JSON.stringify({ ...GOOD, genre_ids: [99999] });
    expect(problemsOf(item, '603', new Set())).toEqual([]);
  });
});
