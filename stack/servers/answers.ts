import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import type { S3Credentials } from './s3-server.ts';

/** @throws Error when the frontend does not serve the namespace yet */
export async function temporalAnswers(address: string, namespace = 'default'): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}

export interface S3Address extends S3Credentials {
  readonly endpoint: string;
  readonly region: string;
}

export function s3Client(address: S3Address): S3Client {
  return new S3Client({
    endpoint: address.endpoint,
    region: address.region,
    credentials: { accessKeyId: address.accessKey, secretAccessKey: address.secretKey },
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** @throws Error when it does not answer, or not to these keys */
export async function s3Answers(address: S3Address): Promise<void> {
  const client = s3Client(address);
  try {
    await client.send(new ListBucketsCommand({}), { abortSignal: AbortSignal.timeout(2000) });
  } finally {
    client.destroy();
  }
}

/** @throws Error when it does not answer */
export async function mongoAnswers(connectionString: string): Promise<void> {
  const client = new MongoClient(connectionString, { serverSelectionTimeoutMS: 1500 });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}
