import { parentPort } from 'node:worker_threads';
import { scoreText } from './score.ts';

/** One batch of texts for a scoring thread. */
export interface ScoringRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

/** Four numbers a text, in the order of `SentimentScore`; a flat array crosses threads without a copy. */
export interface ScoringReply {
  readonly id: number;
  readonly numbers: Float64Array<ArrayBuffer>;
}

const port = parentPort;
if (port === null) throw new Error('score-worker runs in a worker thread only: call scoreTexts() instead.');

port.on('message', ({ id, texts }: ScoringRequest) => {
  const numbers = new Float64Array(texts.length * 4);
  for (const [index, text] of texts.entries()) {
    const { compound, positive, neutral, negative } = scoreText(text);
    numbers.set([compound, positive, neutral, negative], index * 4);
  }
  const reply: ScoringReply = { id, numbers };
  port.postMessage(reply, [numbers.buffer]);
});
