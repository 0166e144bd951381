const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MILLISECONDS = 100;

/** Says what happens while a person waits. */
export interface Progress {
  /** A line that stays. */
  line(text: string): void;
  /** What is being waited for now, e.g. `s3, mongo`; an empty text ends the wait. */
  waitFor(text: string): void;
  /** Clears the moving line; to be called at the end, however it came. */
  end(): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** On a terminal one line that moves, with the seconds; elsewhere only the lines that stay. */
export function createProgress(stream: ProgressStream = process.stderr): Progress {
  if (stream.isTTY !== true) {
    return { line: (text) => void stream.write(`${text}\n`), waitFor: () => undefined, end: () => undefined };
  }
  let waiting = '';
  let frame = 0;
  const began = Date.now();
  const clear = (): void => void stream.write('\r\u001B[2K');
  const draw = (): void => {
    if (waiting === '') return;
    frame = (frame + 1) % FRAMES.length;
    clear();
    stream.write(`${FRAMES[frame]} waiting for ${waiting} (${Math.round((Date.now() - began) / 1000)} s)`);
  };
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  timer.unref();
  return {
    line: (text) => {
      clear();
      stream.write(`${text}\n`);
      draw();
    },
    waitFor: (text) => {
      waiting = text;
      clear();
      draw();
    },
    end: () => {
      clearInterval(timer);
      waiting = '';
      clear();
    },
  };
}
