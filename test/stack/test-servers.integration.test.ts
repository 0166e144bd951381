import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { Client, Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import { s3Client } from '../../stack/servers/answers.ts';
import { missingSearchAttributes } from '../../workers/search-attributes.ts';
import { testServers } from '../support/servers.ts';

describe('the servers of a jest run', () => {
  const servers = testServers();

  it('has a Temporal with the search attributes and 30 days of retention', async () => {
    const connection = await Connection.connect({ address: servers.temporalAddress });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
    expect(await missingSearchAttributes(new Client({ connection }))).toEqual([]);
    await connection.close();
  });

  it('has an S3 with the four buckets, closed to other keys', async () => {
    const { Buckets = [] } = await s3Client(servers.s3).send(new ListBucketsCommand({}));
    const names = Buckets.map(({ Name }) => Name);
    expect(names).toEqual(expect.arrayContaining(['bronze-data', 'silver-data', 'gold-data', 'tradewind']));
    const stranger = s3Client({ ...servers.s3, secretKey: 'not the key' });
    await expect(stranger.send(new ListBucketsCommand({}))).rejects.toThrow(/signature/i);
  });

  it('has a MongoDB that upserts in bulk', async () => {
    const client = new MongoClient(servers.mongo.connectionString);
    const collection = client.db('stack-test').collection<{ _id: string; value: number }>('bulk');
    const upsert = (value: number) =>
      collection.bulkWrite(
        Array.from({ length: 1000 }, (_, n) => ({
          replaceOne: { filter: { _id: `key-${n}` }, replacement: { value }, upsert: true },
        })),
      );
    await upsert(1);
    await upsert(2);
    expect(await collection.countDocuments()).toBe(1000);
    expect(await collection.distinct('value')).toEqual([2]);
    await client.close();
  });
});
