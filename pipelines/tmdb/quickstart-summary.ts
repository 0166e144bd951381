import type { RunMetrics } from '../../activities/tmdb/notification/run-metrics.ts';
import { formatRows } from '../../cli/output.ts';
import { durationText } from '../../cli/run-lines.ts';

const number = (value: number): string => value.toLocaleString('en-US');

const section = (title: string, body: string): string[] => (body === '' ? [] : ['', title, indent(body)]);

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

/** What a run of the pipeline made, for a person. */
export function summaryOf(metrics: RunMetrics): string {
  const { qualityPassRate, layers, durations, topGenres, trendingTitles, warnings } = metrics;
  const rows = layers.map((layer) => ({
    ...layer,
    rows: number(layer.rows),
    files: number(layer.files),
    megabytes: (layer.bytes / 1e6).toFixed(2),
  }));
  return [
    ...section(
      'Rows per layer',
      formatRows(rows, ['stage', 'dataset', 'rows', 'files', 'megabytes'], 'table'),
    ),
    ...section(
      'Quality pass rate',
      qualityPassRate === undefined ? '' : `${(qualityPassRate * 100).toFixed(2)} %`,
    ),
    ...section(
      'Top genres',
      topGenres.map(({ genre, movies }) => `${genre}: ${number(movies)} movies`).join('\n'),
    ),
    ...section(
      'Trending titles',
      trendingTitles.map(({ title, score }) => `${title} (${score.toFixed(1)})`).join('\n'),
    ),
    ...section(
      'Durations',
      durations.map(({ stage, seconds }) => `${stage}: ${durationText(seconds * 1000)}`).join('\n'),
    ),
    ...section('Warnings', warnings.join('\n')),
  ].join('\n');
}
