import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow';
import type { TemporalConfiguration } from './configuration.ts';

/** Options that the client's and the worker's connections share. */
export interface ConnectionOptions {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls?: TLSConfig | boolean;
}

/** Long enough for a server across the ocean, short enough for a person who mistyped the address. */
const CONNECT_TIMEOUT = '5s';

export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachableError';
}

export function connectionOptions(settings: TemporalConfiguration): ConnectionOptions {
  const { temporalAddress, temporalApiKey, temporalTlsCert, temporalTlsKey, temporalTlsCa } = settings;
  const pair =
    temporalTlsCert !== undefined && temporalTlsKey !== undefined
      ? { clientCertPair: { crt: readFileSync(temporalTlsCert), key: readFileSync(temporalTlsKey) } }
      : {};
  const authority =
    temporalTlsCa === undefined ? {} : { serverRootCACertificate: readFileSync(temporalTlsCa) };
  const tls = { ...pair, ...authority };
  const wantsTls = Object.keys(tls).length > 0 || temporalApiKey !== undefined;
  return {
    address: temporalAddress,
    ...(temporalApiKey === undefined ? {} : { apiKey: temporalApiKey }),
    ...(wantsTls ? { tls } : {}),
  };
}

/** @returns the same error in words that name the address, the cause and the cure */
export function unreachable(settings: TemporalConfiguration, cause: unknown): TemporalUnreachableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TemporalUnreachableError(
    `Temporal cannot be reached at ${settings.temporalAddress} (${reason}). Start the embedded stack with \`tradewind up\`, or correct TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and TEMPORAL_TLS_*.`,
    { cause },
  );
}

/** @throws TemporalUnreachableError within seconds when nothing answers */
export async function connectClient(settings: TemporalConfiguration): Promise<Client> {
  try {
    const connection = await Connection.connect({
      ...connectionOptions(settings),
      connectTimeout: CONNECT_TIMEOUT,
    });
    return new Client({ connection, namespace: settings.temporalNamespace });
  } catch (error) {
    throw unreachable(settings, error);
  }
}
