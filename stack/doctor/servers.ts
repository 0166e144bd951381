import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { MongoClient } from 'mongodb';
import { connectClient } from '../../workers/temporal-connection.ts';
import type { Configuration } from '../../workers/configuration.ts';
import { missingSearchAttributes } from '../../workers/search-attributes.ts';
import { s3Answers, s3Client } from '../servers/answers.ts';
import { BUCKETS } from '../services/s3.ts';
import { withoutPassword } from '../stack-service.ts';
import { examine, ok, warning, wrong, type Finding } from './finding.ts';

/** Temporal: reachable, the namespace there, the search attributes registered. */
export async function checkTemporal(settings: Configuration): Promise<Finding[]> {
  const { temporalAddress: address, temporalNamespace: namespace } = settings;
  const cure = 'start it with `tradewind up`, or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE';
  let missing: string[] = [];
  const reachable = await examine('Temporal', cure, async () => {
    const client = await connectClient(settings);
    try {
      await client.workflowService.describeNamespace({ namespace });
      missing = await missingSearchAttributes(client);
      return `${address}, namespace '${namespace}'`;
    } finally {
      await client.connection.close();
    }
  });
  if (reachable.result !== 'ok') return [reachable];
  const attributes =
    missing.length === 0
      ? ok('search attributes', 'all registered')
      : wrong(
          'search attributes',
          `missing: ${missing.join(', ')}`,
          'register them: `tradewind dags deploy`',
        );
  return [reachable, attributes];
}

/** S3: reachable with these keys, the buckets there. */
export async function checkS3(settings: Configuration): Promise<Finding[]> {
  if (settings.s3Endpoint === undefined) {
    return [warning('S3', 'no S3_ENDPOINT: AWS itself, not looked at', 'start one with `tradewind up`')];
  }
  const address = {
    endpoint: settings.s3Endpoint,
    region: settings.s3Region,
    accessKey: settings.s3AccessKey,
    secretKey: settings.s3SecretKey,
  };
  const keys = await examine('S3', 'correct S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY', async () => {
    await s3Answers(address);
    return address.endpoint;
  });
  if (keys.result !== 'ok') return [keys];
  const client = s3Client(address);
  const buckets = await Promise.all(
    BUCKETS.map((bucket) =>
      examine(`bucket ${bucket}`, `create the bucket '${bucket}' in your store`, async () => {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
        return 'there';
      }),
    ),
  );
  client.destroy();
  return [keys, ...buckets];
}

/** MongoDB: answers a ping; whether it is one, or the stand-in. */
export async function checkMongo(settings: Configuration, standsIn: boolean): Promise<Finding[]> {
  const cure = 'start it with `tradewind up`, or correct MONGODB_CONNECTION_STRING';
  const ping = await examine('MongoDB', cure, async () => {
    const client = new MongoClient(settings.mongoConnectionString, { serverSelectionTimeoutMS: 3000 });
    try {
      await client.db(settings.mongoDatabase).command({ ping: 1 });
      return `${withoutPassword(settings.mongoConnectionString)}, database '${settings.mongoDatabase}'`;
    } finally {
      await client.close();
    }
  });
  if (ping.result !== 'ok' || !standsIn) return [ping];
  const about = `${ping.about}: a stand-in, without transactions and authentication`;
  return [warning('MongoDB', about, 'for real use set MONGODB_CONNECTION_STRING, or put `mongod` on PATH')];
}
