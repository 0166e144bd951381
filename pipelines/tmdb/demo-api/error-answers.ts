import type { FastifyInstance, FastifyReply } from 'fastify';
import { JSON_TYPE, TmdbError } from './errors.ts';

const answer = (reply: FastifyReply, error: TmdbError): FastifyReply =>
  reply.code(error.http).headers(error.headers).type(JSON_TYPE).send(error.body());

/** Errors as TMDB shapes them; those of the control end-points as plain as they are. */
export function addErrorAnswers(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof TmdbError) return answer(reply, error);
    if (request.url.startsWith('/_control/')) {
      return reply.code(error.statusCode ?? 500).send({ error: error.message });
    }
    return answer(reply, new TmdbError(11));
  });
  server.setNotFoundHandler((request, reply) =>
    answer(reply, new TmdbError(request.method === 'GET' ? 34 : 42)),
  );
}
