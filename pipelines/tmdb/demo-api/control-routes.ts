import type { FastifyInstance } from 'fastify';
import { parseDemoDate } from './clock.ts';
import type { DemoState } from './demo-state.ts';
import { FAULT_KINDS, type FaultPlan } from './faults.ts';
import type { DemoStats } from './options.ts';
import type { RequestLog } from './request-log.ts';

type Ids = { Body: { ids: (number | string)[] } };

const idsBody = {
  body: {
    type: 'object',
    required: ['ids'],
    additionalProperties: false,
    properties: { ids: { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'string' }] } } },
  },
} as const;

const faultsBody = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      share: { type: 'number', minimum: 0, maximum: 1 },
      seed: { type: 'integer' },
      kinds: { type: 'array', minItems: 1, items: { enum: FAULT_KINDS } },
    },
  },
} as const;

const dateBody = {
  body: {
    type: 'object',
    required: ['date'],
    additionalProperties: false,
    properties: { date: { type: 'string' } },
  },
} as const;

/**
 * What TMDB does not have: `/_control/…` turns the demo's knobs while it runs and shows what it was asked. It takes no
 * key, since the server listens on the loopback address only.
 */
export function addControlRoutes(
  server: FastifyInstance,
  state: DemoState,
  log: RequestLog,
  stats: () => DemoStats,
): void {
  server.get('/_control/stats', () => ({ ...stats(), date: state.clock.setting, faultPlan: state.faults }));
  server.get('/_control/log', () => log.entries);
  server.delete('/_control/log', () => {
    log.clear();
    return { cleared: true };
  });

  server.put<{ Body: { date: string } }>('/_control/date', { schema: dateBody }, (request, reply) => {
    try {
      state.clock.set(parseDemoDate(request.body.date));
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
    return { date: state.clock.setting };
  });

  server.put<{ Body: Partial<FaultPlan> }>('/_control/faults', { schema: faultsBody }, (request) => {
    state.faults = { ...state.faults, ...request.body };
    return state.faults;
  });

  server.put<Ids>('/_control/gone', { schema: idsBody }, (request) => {
    for (const id of request.body.ids) state.gone.set(String(id), state.clock.day());
    return { gone: [...state.gone.keys()] };
  });

  server.put<Ids>('/_control/removed', { schema: idsBody }, (request) => {
    for (const id of request.body.ids) {
      state.gone.set(String(id), state.clock.day());
      state.removed.add(String(id));
    }
    state.lists.reset();
    return { removed: [...state.removed] };
  });
}
