import { MongoServerError } from 'mongodb';
import {
  explainMongoFault,
  mongoAddress,
  type MongoFault,
} from '../../activities/connectors/mongo-errors.ts';
import { mongoClient } from '../../activities/connectors/mongo.ts';

test.each([
  ['mongodb://127.0.0.1:27017', '127.0.0.1:27017'],
  ['mongodb://me:p%40ss@one:1,two:2/db?replicaSet=x', 'one:1,two:2'],
  ['mongodb+srv://me:secret@cluster.example.net/?w=1', 'cluster.example.net'],
])('the address of %s is %s', (connectionString, address) => {
  expect(mongoAddress(connectionString)).toBe(address);
});

test('a server that is not there is named with the cure, and without the password', async () => {
  const mongo = mongoClient({
    connectionString: 'mongodb://me:s3cret@127.0.0.1:1',
    database: 'moviedb',
  });
  const failure = await mongo.check().then(
    () => undefined,
    (error: unknown) => error as MongoFault,
  );
  await mongo.close();
  expect(failure).toMatchObject({ name: 'MongoFault', nonRetryable: false });
  expect(failure?.message).toMatch(
    /in MongoDB at 127\.0\.0\.1:1: it cannot be reached .+MONGODB_CONNECTION_STRING/,
  );
  expect(failure?.message).not.toContain('s3cret');
}, 15_000);

test('refused credentials are not tried again', () => {
  const fault = new MongoServerError({ message: 'Authentication failed.', code: 18 });
  expect(explainMongoFault(fault, 'write', 'db:27017')).toMatchObject({
    message: expect.stringContaining(
      'it refuses the credentials (Authentication failed.). Check user, password',
    ),
    nonRetryable: true,
  });
});
