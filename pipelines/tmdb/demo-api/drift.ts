import { fraction } from './hash.ts';

/** The numbers of a movie that move with the date. */
export interface Standing {
  readonly popularity: number;
  readonly voteAverage: number;
  readonly voteCount: number;
}

const LOWEST_RATING = 0.5;
const HIGHEST_RATING = 10;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A smooth wave through 0 at day 0; its height, period (days) and phase are the movie's own. */
function wave(id: string, name: string, days: number, height: number, period: number): number {
  const phase = 2 * Math.PI * fraction(id, name, 'phase');
  return height * (Math.sin((2 * Math.PI * days) / period + phase) - Math.sin(phase));
}

/**
 * How a movie stands `days` days (a fraction is fine, negative is the past) from the base date. A function of the
 * movie's id and the date alone, smooth over days, and exactly the source's numbers on the base date.
 */
export function standingOn(id: string, base: Standing, days: number): Standing {
  if (days === 0) return base;
  const season = wave(id, 'season', days, 0.5 * fraction(id, 'a'), 20 + 100 * fraction(id, 'p'));
  const week = wave(id, 'week', days, 0.1 * fraction(id, 'b'), 5 + 4 * fraction(id, 'q'));
  const opinion = wave(id, 'opinion', days, 0.15 * fraction(id, 'o'), 60 + 120 * fraction(id, 'r'));
  const votesADay = base.popularity * (0.2 + 0.8 * fraction(id, 'v'));
  return {
    popularity: round(base.popularity * Math.exp(season + week), 4),
    voteAverage:
      base.voteCount === 0
        ? base.voteAverage
        : round(Math.min(HIGHEST_RATING, Math.max(LOWEST_RATING, base.voteAverage + opinion)), 3),
    voteCount: Math.max(0, base.voteCount + Math.round(votesADay * days)),
  };
}
