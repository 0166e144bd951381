import type { Client } from '@temporalio/client';
import { TEMPORAL_SETTINGS } from '../workers/configuration.ts';
import { readSettings } from '../workers/settings.ts';
import { withStackEnvironment } from '../workers/stack-environment.ts';
import { connectClient, unreachable } from '../workers/temporal-connection.ts';
import { GRPC, hasGrpcCode } from './grpc-fault.ts';

/**
 * Lends a client of the environment's Temporal, and closes it.
 * @throws SettingsError, TemporalUnreachableError
 */
export async function withTemporal<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const settings = readSettings(TEMPORAL_SETTINGS, withStackEnvironment(process.env));
  const client = await connectClient(settings);
  try {
    return await use(client);
  } catch (error) {
    if (hasGrpcCode(error, GRPC.unavailable)) throw unreachable(settings, error);
    throw error;
  } finally {
    await client.connection.close();
  }
}
