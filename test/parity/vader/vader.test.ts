import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { scoreText } from '../../../activities/sentiment/score.ts';
import { jsonLines, sharedFolder } from '../../support/shared-data.ts';

/** One answer of Python's vaderSentiment 3.3.2, of a literal text or of the review with this id. */
interface RecordedCase {
  readonly id?: string;
  readonly text?: string;
  readonly compound: number;
  readonly pos: number;
  readonly neu: number;
  readonly neg: number;
}

const recorded = join(sharedFolder(), 'parity', 'vader-3.3.2.jsonl.gz');
const reviews = join(sharedFolder(), 'data', 'tmdb', 'reviews.jsonl.gz');
const present = existsSync(recorded) && existsSync(reviews);
// On CI the shared folder must be there; elsewhere its absence is said in the name of the skipped test.
const suite = present || process.env['CI'] !== undefined ? describe : describe.skip;
const where = present ? '' : ' (TRADEWIND_SHARED has no parity/vader-3.3.2.jsonl.gz and data)';

suite(`scores equal those of Python's vaderSentiment 3.3.2${where}`, () => {
  test('on every recorded text, each of the four numbers to 1e-4', () => {
    const contents = new Map(
      jsonLines<{ id: string; content: string }>(reviews).map(({ id, content }) => [id, content]),
    );
    const cases = jsonLines<RecordedCase>(recorded);
    const different = cases.flatMap(({ id, text, compound, pos, neu, neg }) => {
      const given = text ?? contents.get(id ?? '');
      if (given === undefined) return [`review ${id} is not in the data`];
      const ours = scoreText(given);
      const gaps = [ours.compound - compound, ours.positive - pos, ours.neutral - neu, ours.negative - neg];
      return Math.max(...gaps.map(Math.abs)) <= 1e-4
        ? []
        : [`${id ?? JSON.stringify(text)}: ${gaps.join(' ')}`];
    });
    expect(different).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  });
});
