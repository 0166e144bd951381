import { polledFrom } from '../../docker/pollers.ts';

const NOW = Date.parse('2026-01-01T00:10:00Z');
const at = (time: string) => ({ seconds: Date.parse(time) / 1000 });

test.each([
  [
    'this host polled a minute ago',
    [{ identity: '7@here', lastAccessTime: at('2026-01-01T00:09:00Z') }],
    true,
  ],
  ['this host has stopped', [{ identity: '7@here', lastAccessTime: at('2026-01-01T00:06:00Z') }], false],
  ['only another host polls', [{ identity: '7@there', lastAccessTime: at('2026-01-01T00:09:59Z') }], false],
  [
    'a host whose name ends alike',
    [{ identity: '7@not-here', lastAccessTime: at('2026-01-01T00:09:59Z') }],
    false,
  ],
  ['nobody polls', [], false],
  ['a poller of unknown time', [{ identity: '7@here', lastAccessTime: null }], false],
])('%s: %p', (_case, pollers, polled) => {
  expect(polledFrom(pollers, 'here', NOW)).toBe(polled);
});
