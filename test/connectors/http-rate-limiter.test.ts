import * as fc from 'fast-check';
import { RateLimiter } from '../../activities/connectors/http-rate-limiter.ts';

/** A clock that moves only when somebody sleeps. */
class FakeTime {
  at = 0;
  readonly now = (): number => this.at;
  readonly sleep = async (ms: number): Promise<void> => {
    await Promise.resolve();
    this.at += ms;
  };
}

const limiterOn = (time: FakeTime, perSecond: number, quietMs = 0): RateLimiter =>
  new RateLimiter({ perSecond, quietMs, now: time.now, sleep: time.sleep });

const mostInAnySecond = (times: readonly number[]): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at <= from + 1000).length));
};

it('spaces requests evenly instead of sending a burst', async () => {
  const time = new FakeTime();
  const limiter = limiterOn(time, 4);
  const sentAt: number[] = [];
  for (let request = 0; request < 4; request += 1) {
    (await limiter.acquire()).answered();
    sentAt.push(time.at);
  }
  expect(sentAt).toEqual([0, 250, 500, 750]);
});

it('saves nothing up while nobody asks', async () => {
  const time = new FakeTime();
  const limiter = limiterOn(time, 2);
  (await limiter.acquire()).answered();
  time.at = 60_000;
  await limiter.acquire();
  await limiter.acquire();
  expect(time.at).toBe(60_500);
});

it('begins with a quiet second, for the sake of a caller that has just died', async () => {
  const time = new FakeTime();
  const limiter = new RateLimiter({ perSecond: 4, now: time.now, sleep: time.sleep });
  await limiter.acquire();
  expect(time.at).toBeGreaterThan(1000);
});

it('sends nothing during a pause', async () => {
  const time = new FakeTime();
  const limiter = limiterOn(time, 100);
  limiter.pause(7_000);
  await limiter.acquire();
  expect(time.at).toBe(7_000);
});

it('stops waiting when the signal aborts, and serves the next in line', async () => {
  const limiter = new RateLimiter({ perSecond: 0.01, quietMs: 0 });
  const controller = new AbortController();
  await limiter.acquire();
  const waiting = limiter.acquire(controller.signal);
  const queued = limiter.acquire(controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  await expect(queued).rejects.toThrow('cancelled');
});

it('keeps the rate over any second at the server, however long each request is under way', async () => {
  const rate = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.2, max: 9, noNaN: true }));
  const trip = fc.record({ thereMs: fc.nat(240), backMs: fc.nat(3_000), thinkMs: fc.nat(300) });
  await fc.assert(
    fc.asyncProperty(rate, fc.array(trip, { minLength: 2, maxLength: 60 }), async (perSecond, trips) => {
      const time = new FakeTime();
      const limiter = limiterOn(time, perSecond);
      const arrivals: number[] = [];
      const answers: { at: number; slot: { answered(): void } }[] = [];
      for (const { thereMs, backMs, thinkMs } of trips) {
        const slot = await limiter.acquire();
        arrivals.push(time.at + thereMs);
        answers.push({ at: time.at + thereMs + backMs, slot });
        time.at += thinkMs;
        for (const answer of answers) if (answer.at <= time.at) answer.slot.answered();
      }
      expect(mostInAnySecond(arrivals)).toBeLessThanOrEqual(Math.max(1, perSecond));
    }),
  );
});
