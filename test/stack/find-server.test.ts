import {
  compareVersions,
  findServer,
  requireVersion,
  type FindStep,
} from '../../stack/install/find-server.ts';

const works = (name: string): FindStep<string> => ({ name, attempt: async () => name });
const fails = (name: string, reason: string): FindStep<string> => ({
  name,
  attempt: () => Promise.reject(new Error(reason)),
});

describe('the chain by which a server is found', () => {
  it('takes the first way that works, and asks none after it', async () => {
    const later = { name: 'later', attempt: jest.fn() };
    expect(await findServer('s3', [fails('PATH', 'not there'), works('PyPI'), later], 'cure')).toBe('PyPI');
    expect(later.attempt).not.toHaveBeenCalled();
  });

  it('lists every way with its reason, and the cure, when none works', async () => {
    const steps = [fails('PATH', "'rclone' is not on PATH"), fails('PyPI', 'no route\n  to host')];
    await expect(findServer('S3', steps, 'Put rclone on PATH.')).rejects.toMatchObject({
      code: 'server_not_found',
      message:
        "S3 could not be found in any of 2 ways:\n  1. PATH: 'rclone' is not on PATH\n  2. PyPI: no route; to host\nPut rclone on PATH.",
    });
  });
});

describe('versions', () => {
  it.each([
    ['1.9.1', '1.9.0', 1],
    ['1.10.0', '1.9.9', 1],
    ['1.70', '1.70.0', 0],
    ['17.0.15', '21.0', -1],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it('takes the version out of what a program says', () => {
    expect(requireVersion('rclone', 'rclone v1.75.0\n- os/version', '1.70.0')).toBe('1.75.0');
  });

  it.each([
    ['rclone v1.60.1', "'rclone' is 1.60.1, needed is 1.70.0 or later"],
    ['something else', "'rclone' does not say its version: 'something else'"],
  ])('refuses %s', (output, message) => {
    expect(() => requireVersion('rclone', output, '1.70.0')).toThrow(message);
  });
});
