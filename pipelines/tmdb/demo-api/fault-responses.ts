import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FaultKind } from './faults.ts';

/** Faults after which there is no HTTP answer at all. */
export const isConnectionFault = (fault: FaultKind): fault is 'reset' | 'timeout' =>
  fault === 'reset' || fault === 'timeout';

/** Resets the connection, or leaves it open without a word until the client gives up. */
export function spoilConnection(fault: 'reset' | 'timeout', reply: FastifyReply): void {
  reply.hijack();
  if (fault === 'reset') reply.raw.socket?.resetAndDestroy();
}

const half = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
};

/** The body a spoiled answer has: all of it promised and half of it sent, or half of it as if that were all. */
export function cutBody(
  fault: FaultKind | undefined,
  reply: FastifyReply,
  body: string,
): string | Buffer | Readable {
  if (fault === 'half-json') {
    const part = half(body);
    reply.header('content-length', part.length);
    return part;
  }
  if (fault !== 'truncated') return body;
  reply.header('content-length', Buffer.byteLength(body));
  return Readable.from(
    (function* () {
      yield half(body);
      throw new Error('the connection is cut here on purpose');
    })(),
  );
}
