import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireSha256 } from '../../stack/install/checksum.ts';
import { MONGO_STAND_IN, RCLONE, TEMPORAL } from '../../stack/install/pins.ts';

const SHA256 = /^[0-9a-f]{64}$/;

describe('what is installed is pinned', () => {
  const programs = [TEMPORAL, RCLONE].flatMap((release) =>
    Object.entries(release.platforms).map(([platform, pin]) => [release.program, platform, pin] as const),
  );

  it.each(programs)('%s for %s by the sums of wheel and program', (_program, _platform, pin) => {
    expect([pin.sha256, pin.wheelSha256]).toEqual([
      expect.stringMatching(SHA256),
      expect.stringMatching(SHA256),
    ]);
  });

  it('has no sum twice, which would be a slip of the copying hand', () => {
    const sums = [
      ...programs.flatMap(([, , pin]) => [pin.sha256, pin.wheelSha256]),
      ...MONGO_STAND_IN.jars.map(({ sha256 }) => sha256),
    ];
    expect(new Set(sums).size).toBe(sums.length);
  });

  it('refuses a file with other bytes, and shows both sums', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tradewind-pins-'));
    const file = join(folder, 'server');
    await writeFile(file, 'not the server');
    await expect(requireSha256(file, 'a'.repeat(64), "'server' from PyPI")).rejects.toMatchObject({
      code: 'checksum_mismatch',
      message: expect.stringMatching(/^'server' from PyPI has the SHA-256 [0-9a-f]{64}, pinned is a{64}/),
    });
    expect(await readFile(file, 'utf8')).toBe('not the server');
    await rm(folder, { recursive: true });
  });
});
