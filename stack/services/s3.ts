import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDS_BUCKET } from '../../engine/names.ts';
import { freePort } from '../processes/free-port.ts';
import { s3Answers } from '../servers/answers.ts';
import { findRclone, s3Command, type S3Credentials } from '../servers/s3-server.ts';
import { addressFrom, type StackService } from '../stack-service.ts';

const WELL_KNOWN_PORT = 9000;
const REGION = 'us-east-1';

/** Of the data's three layers, and of the engine's own records. */
export const BUCKETS: readonly string[] = ['bronze-data', 'silver-data', 'gold-data', RECORDS_BUCKET];

export const s3Service: StackService = {
  name: 's3',
  readySeconds: 30,
  graceSeconds: 10,
  elsewhere: (environment) => addressFrom(environment, 'S3_ENDPOINT'),
  async plan(context) {
    const found = await findRclone(context);
    const credentials = await credentialsIn(context.home);
    // A bucket is a folder of the data folder, so they are there before the server is.
    await Promise.all(BUCKETS.map((bucket) => mkdir(join(context.folder, bucket), { recursive: true })));
    const port = await freePort(WELL_KNOWN_PORT);
    const endpoint = `http://127.0.0.1:${port}`;
    return {
      ...s3Command(found, { port, dataFolder: context.folder, credentials }),
      address: endpoint,
      version: found.version,
      source: found.source,
      credentials: { ...credentials, region: REGION },
      offers: {
        S3_ENDPOINT: endpoint,
        S3_ACCESS_KEY: credentials.accessKey,
        S3_SECRET_KEY: credentials.secretKey,
        S3_REGION: REGION,
      },
      answers: () => s3Answers({ endpoint, region: REGION, ...credentials }),
    };
  },
};

/** Made at the first start and kept, so that clients need not be told again; readable to the user alone. */
async function credentialsIn(home: string): Promise<S3Credentials> {
  const file = join(home, 'credentials', 's3.json');
  await mkdir(join(home, 'credentials'), { recursive: true, mode: 0o700 });
  const made = {
    accessKey: `TW${randomBytes(9).toString('hex').toUpperCase()}`,
    secretKey: randomBytes(30).toString('base64url'),
  };
  await writeFile(file, JSON.stringify(made), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return JSON.parse(await readFile(file, 'utf8')) as S3Credentials;
}
