import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DemoState } from './demo-state.ts';
import { JSON_TYPE, TmdbError, tooManyRequests, type TmdbErrorCode } from './errors.ts';
import { cutBody, isConnectionFault, spoilConnection } from './fault-responses.ts';
import { faultOf, type FaultKind } from './faults.ts';
import { checkKey } from './keys.ts';
import type { DemoApiOptions } from './options.ts';
import { RateGate } from './rate-gate.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

const RETRY_AFTER_SECONDS = 1;
const USUAL_LIMIT = 40;
const FAULT_CODES: Partial<Record<FaultKind, TmdbErrorCode>> = { 500: 11, 502: 43, 503: 9, 504: 24 };

declare module 'fastify' {
  interface FastifyRequest {
    logged?: LoggedRequest;
  }
}

/** The checks every request under /3 passes, in TMDB's order: fault injection first, since it stands for the network. */
export function addGate(
  server: FastifyInstance,
  state: DemoState,
  log: RequestLog,
  options: DemoApiOptions,
): void {
  const gate = options.rate === undefined ? undefined : new RateGate(options.rate);
  const broken = new Set(options.broken);

  async function admit(request: FastifyRequest, reply: FastifyReply, entry: LoggedRequest): Promise<void> {
    if (options.latency !== undefined) await sleep(options.latency);
    const fault = entry.fault as FaultKind | undefined;
    if (fault !== undefined && isConnectionFault(fault)) {
      spoilConnection(fault, reply);
      return;
    }
    if (fault === '429') throw tooManyRequests(log.count, options.rate ?? USUAL_LIMIT, RETRY_AFTER_SECONDS);
    const code = fault && FAULT_CODES[fault];
    if (code !== undefined) throw new TmdbError(code);
    const over = gate?.overLimit(entry.arrivedMs);
    if (over !== undefined) throw tooManyRequests(over, options.rate!, RETRY_AFTER_SECONDS);
    const query = request.query as Record<string, string | undefined>;
    checkKey(state.keys, query['api_key'], request.headers.authorization);
    if (broken.has(request.url.split('?')[0]!)) throw new TmdbError(11);
  }

  server.addHook('onRequest', async (request, reply) => {
    reply.header('date', state.clock.header()).type(JSON_TYPE);
    if (!request.url.startsWith('/3/')) return;
    const entry = log.arrived(request.method, request.url, (n) => faultOf(state.faults, n));
    request.logged = entry;
    // 'close' comes for every request, also when the client has left or the connection was cut on purpose.
    reply.raw.once('close', () => log.ended(entry));
    await admit(request, reply, entry);
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (request.logged) request.logged.status = reply.statusCode;
    const fault = request.logged?.fault as FaultKind | undefined;
    return typeof payload === 'string' ? cutBody(fault, reply, payload) : payload;
  });
}
