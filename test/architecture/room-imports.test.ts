import { offences, ROOM_RULES } from './room-imports.ts';

test.each([
  ['engine', "import { a } from './a.ts';", 0],
  ['engine', "import { readFile } from 'node:fs/promises';", 1],
  ['engine', "import { sleep } from '@temporalio/workflow';", 1],
  ['engine', "import type { Dag } from '../pipelines/dag.ts';", 1],
  ['engine', "import { Cron } from 'croner';", 0],
  ['workflows', "import { sleep } from '@temporalio/workflow';", 0],
  ['workflows', "import { plan } from '../engine/plan.ts';", 0],
  ['workflows', "import { Client } from '@temporalio/client';", 1],
  ['workflows', "import { s3 } from '../activities/connectors/s3.ts';", 1],
  ['workflows', "const fs = require('fs');", 1],
])('in %s: %s', (room, text, count) => {
  const rule = ROOM_RULES.find((candidate) => candidate.room === room);
  expect(rule === undefined ? undefined : offences(rule, `${room}/file.ts`, text)).toHaveLength(count);
});
