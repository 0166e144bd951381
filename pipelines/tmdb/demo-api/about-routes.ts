import type { FastifyInstance } from 'fastify';
import { changesText } from './change-log.ts';
import type { DemoState } from './demo-state.ts';
import type { Query } from './discover.ts';
import { TMDB_GENRES } from './genres.ts';

/** TMDB's picture sizes; the paths lead to TMDB's own image server. */
const IMAGES = {
  base_url: 'http://image.tmdb.org/t/p/',
  secure_base_url: 'https://image.tmdb.org/t/p/',
  backdrop_sizes: ['w300', 'w780', 'w1280', 'original'],
  logo_sizes: ['w45', 'w92', 'w154', 'w185', 'w300', 'w500', 'original'],
  poster_sizes: ['w92', 'w154', 'w185', 'w342', 'w500', 'w780', 'original'],
  profile_sizes: ['w45', 'w185', 'h632', 'original'],
  still_sizes: ['w92', 'w185', 'w300', 'original'],
};

/** TMDB lists 54 of them; these are the ones a movie can have here. */
const CHANGE_KEYS = [
  'adult',
  'budget',
  'cast',
  'crew',
  'genres',
  'overview',
  'revenue',
  'runtime',
  'tagline',
  'title',
];

/** Configuration, key check, genres and the list of changes. */
export function addAboutRoutes(server: FastifyInstance, state: DemoState): void {
  const { catalogue, clock } = state;

  server.get('/3/configuration', () =>
    JSON.stringify({
      images: IMAGES,
      change_keys: CHANGE_KEYS,
      demo: {
        what: 'not TMDB: a demo server with its data shapes',
        source: catalogue.source.name,
        movies: catalogue.movies.length,
        date: clock.setting,
        base_date: new Date(clock.base).toISOString(),
        synthetic: catalogue.source.synthetic,
      },
    }),
  );

  server.get('/3/authentication', () =>
    JSON.stringify({ success: true, status_code: 1, status_message: 'Success.' }),
  );

  const known = new Set(TMDB_GENRES.map((genre) => genre.id));
  const genres = [...TMDB_GENRES, ...catalogue.genres.filter((genre) => !known.has(genre.id))];
  server.get('/3/genre/movie/list', () => JSON.stringify({ genres }));

  server.get<{ Querystring: Query }>('/3/movie/changes', (request) => changesText(state, request.query));
}
