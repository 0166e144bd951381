import { TMDB_GENRES } from './genres.ts';

/** A row of vega-datasets' movies.json, the columns used here. */
export interface VegaRow {
  readonly Title: string | number | null;
  readonly 'Worldwide Gross': number | null;
  readonly 'Production Budget': number | null;
  readonly 'Release Date': string;
  readonly 'Running Time min': number | null;
  readonly Distributor: string | null;
  readonly 'Major Genre': string | null;
  readonly 'Creative Type': string | null;
  readonly Director: string | null;
  readonly 'IMDB Rating': number | null;
  readonly 'IMDB Votes': number | null;
}

const GENRES_OF: Readonly<Record<string, readonly string[]>> = {
  Action: ['Action'],
  Adventure: ['Adventure'],
  'Black Comedy': ['Comedy'],
  Comedy: ['Comedy'],
  'Concert/Performance': ['Music'],
  Documentary: ['Documentary'],
  Drama: ['Drama'],
  Horror: ['Horror'],
  Musical: ['Music'],
  'Romantic Comedy': ['Comedy', 'Romance'],
  'Thriller/Suspense': ['Thriller'],
  Western: ['Western'],
  Fantasy: ['Fantasy'],
  'Historical Fiction': ['History'],
  'Kids Fiction': ['Family'],
  'Science Fiction': ['Science Fiction'],
};

/** The source has two-digit years in it that were read as 20xx: its newest release is of 2011. */
const NEWEST_YEAR = 2011;

/** `Jun 12 1998` as `1998-06-12`. */
export function releaseDate(text: string): string {
  const date = new Date(`${text} UTC`);
  if (date.getUTCFullYear() > NEWEST_YEAR) date.setUTCFullYear(date.getUTCFullYear() - 100);
  return date.toISOString().slice(0, 10);
}

function genresOf(row: VegaRow): { id: number; name: string }[] {
  const names = new Set(
    [row['Major Genre'], row['Creative Type']].flatMap((word) => (word && GENRES_OF[word]) || []),
  );
  return TMDB_GENRES.filter((genre) => names.has(genre.name)).map((genre) => ({ ...genre }));
}

function overviewOf(row: VegaRow, year: string): string {
  const kind = row['Major Genre'] ?? 'film';
  const by = row.Director === null ? '' : ` directed by ${row.Director}`;
  const from = row.Distributor === null ? '' : `, distributed by ${row.Distributor}`;
  return `(Synthetic overview) ${kind} of ${year}${by}${from}.`;
}

/** A row as TMDB's `/movie/{id}` would show it. */
export function vegaMovie(row: VegaRow, id: number): Record<string, unknown> {
  const title = row.Title === null ? '(untitled)' : String(row.Title);
  const date = releaseDate(row['Release Date']);
  const votes = row['IMDB Votes'] ?? 0;
  return {
    adult: false,
    backdrop_path: null,
    belongs_to_collection: null,
    budget: row['Production Budget'] ?? 0,
    genres: genresOf(row),
    homepage: '',
    id,
    imdb_id: null,
    origin_country: ['US'],
    original_language: 'en',
    original_title: title,
    overview: overviewOf(row, date.slice(0, 4)),
    popularity: Number((0.6 + Math.sqrt(votes) / 8).toFixed(4)),
    poster_path: null,
    production_companies: [],
    production_countries: [{ iso_3166_1: 'US', name: 'United States of America' }],
    release_date: date,
    revenue: row['Worldwide Gross'] ?? 0,
    runtime: row['Running Time min'] ?? 0,
    spoken_languages: [],
    status: 'Released',
    tagline: '',
    title,
    video: false,
    vote_average: row['IMDB Rating'] ?? 0,
    vote_count: votes,
  };
}
