import { explainFault, isMissing } from '../../activities/connectors/object-store-errors.ts';

const ADDRESS = 'http://127.0.0.1:9000';
const fault = (more: object): Error => Object.assign(new Error('said so'), more);

test.each([
  ['a refused connection', { code: 'ECONNREFUSED' }, 'cannot be reached (ECONNREFUSED: said so)', false],
  ['an unknown host', { code: 'ENOTFOUND' }, 'set S3_ENDPOINT to the address of yours', false],
  ['no answer in time', { name: 'TimeoutError' }, 'cannot be reached (TimeoutError: said so)', false],
  ['a wrong secret', { name: 'SignatureDoesNotMatch' }, 'Check S3_ACCESS_KEY, S3_SECRET_KEY and', true],
  ['a refusal without name', { $metadata: { httpStatusCode: 403 } }, 'refuses the credentials', true],
  ['no bucket', { name: 'NoSuchBucket' }, 'there is no such bucket. Create it', false],
  ['anything else', { name: 'SlowDown' }, 'SlowDown: said so.', false],
])('%s is explained, with what was being done and where', (_, more, explanation, nonRetryable) => {
  const cause = fault(more);
  const error = explainFault(cause, 'read s3://lake/x', ADDRESS);
  expect(error.message).toContain(`Could not read s3://lake/x at ${ADDRESS}: `);
  expect(error.message).toContain(explanation);
  expect(error).toMatchObject({ nonRetryable, cause });
});

test.each([
  [{ name: 'NoSuchKey' }, true],
  [{ name: 'NotFound' }, true],
  [{ name: 'x', $metadata: { httpStatusCode: 404 } }, true],
  [{ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } }, false],
  [{ code: 'ECONNREFUSED' }, false],
])('%j means that the object is missing: %s', (more, missing) => {
  expect(isMissing(fault(more))).toBe(missing);
});
