export interface TestServers {
  readonly temporalAddress: string;
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKey: string;
    readonly secretKey: string;
  };
  readonly mongo: { readonly connectionString: string };
}

/** How global setup hands the addresses to the test processes. */
export const TEST_SERVERS_VARIABLE = 'TRADEWIND_TEST_SERVERS';

/**
 * The servers of this jest run: Temporal, S3 and MongoDB, shared by all its integration tests, so use names of
 * your own (task queues, buckets or prefixes, databases).
 * @throws Error outside jest's `integration` project
 */
export function testServers(): TestServers {
  const text = process.env[TEST_SERVERS_VARIABLE];
  if (text === undefined) {
    throw new Error(
      'testServers() was called without servers: name the file *.integration.test.ts or *.e2e.test.ts.',
    );
  }
  return JSON.parse(text) as TestServers;
}
