import type { Message, MessageSection } from '../../notify/message.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { RunMetrics } from './run-metrics.ts';

const MOST_LISTED = 5;
const MOST_WARNINGS = 20;

/** The summary of a run that succeeded; one with warnings says so in its subject. */
export function successMessage(run: RunIdentity, metrics: RunMetrics): Message {
  const { warnings } = metrics;
  const written = metrics.layers.reduce((sum, { rows }) => sum + rows, 0);
  const noted =
    warnings.length === 0 ? '' : ` with ${warnings.length} warning${warnings.length === 1 ? '' : 's'}`;
  return {
    level: warnings.length === 0 ? 'info' : 'warning',
    subject: `${run.dagId}: run succeeded${noted} (${run.runId})`,
    summary: `${number(written)} rows were written in ${seconds(metrics.totalSeconds)} for ${run.logicalDate}.`,
    sections: sections(metrics).filter(({ rows }) => rows.length > 0),
  };
}

function sections(metrics: RunMetrics): MessageSection[] {
  const { qualityPassRate, warnings } = metrics;
  return [
    {
      title: 'Rows per layer',
      rows: metrics.layers.map(({ stage, dataset, rows, files, bytes }) => [
        stage,
        dataset,
        `${number(rows)} rows`,
        `${number(files)} files`,
        megabytes(bytes),
      ]),
    },
    {
      title: 'Quality',
      rows: qualityPassRate === undefined ? [] : [['pass rate', `${(qualityPassRate * 100).toFixed(2)} %`]],
    },
    {
      title: 'Top genres',
      rows: metrics.topGenres
        .slice(0, MOST_LISTED)
        .map(({ genre, movies }) => [genre, `${number(movies)} movies`]),
    },
    {
      title: 'Trending',
      rows: metrics.trendingTitles.slice(0, MOST_LISTED).map(({ title, score }) => [title, score.toFixed(1)]),
    },
    { title: 'Durations', rows: metrics.durations.map(({ stage, seconds: took }) => [stage, seconds(took)]) },
    { title: 'Warnings', rows: listed(warnings) },
  ];
}

function listed(warnings: readonly string[]): string[][] {
  const rows = warnings.slice(0, MOST_WARNINGS).map((warning) => [warning]);
  return warnings.length > MOST_WARNINGS ? [...rows, [`and ${warnings.length - MOST_WARNINGS} more`]] : rows;
}

const number = (value: number): string => value.toLocaleString('en-US');
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const seconds = (value: number): string =>
  value < 60 ? `${value.toFixed(1)} s` : `${Math.floor(value / 60)} min ${Math.floor(value % 60)} s`;
