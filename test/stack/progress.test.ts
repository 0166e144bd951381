import { createProgress } from '../../stack/progress.ts';
import { withoutPassword } from '../../stack/stack-service.ts';

const recorder = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, stream: { isTTY, write: (text: string) => written.push(text) } };
};

describe('progress', () => {
  it('is plain lines where there is no terminal', () => {
    const { written, stream } = recorder(false);
    const progress = createProgress(stream);
    progress.waitFor('s3, mongo');
    progress.line('s3: ready');
    progress.end();
    expect(written).toEqual(['s3: ready\n']);
  });

  it('is a moving line on a terminal, which lines that stay do not break', () => {
    const { written, stream } = recorder(true);
    const progress = createProgress(stream);
    progress.waitFor('s3, mongo');
    progress.line('s3: ready');
    progress.end();
    const text = written.join('');
    expect(text).toContain('waiting for s3, mongo (0 s)');
    expect(text).toContain('\u001B[2Ks3: ready\n');
    expect(text.endsWith('\r\u001B[2K')).toBe(true);
  });
});

it.each([
  ['mongodb://user:secret@db:27017/x', 'mongodb://***@db:27017/x'],
  ['127.0.0.1:7233', '127.0.0.1:7233'],
])('an address is shown without its password: %s', (address, shown) => {
  expect(withoutPassword(address)).toBe(shown);
});
