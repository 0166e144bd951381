import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { ACTIVITIES } from '../engine/names.ts';
import type { PreparedRun, RunRecord, RunStart } from '../engine/run-messages.ts';

interface LocalActivities {
  [ACTIVITIES.prepareRun](start: RunStart): Promise<PreparedRun>;
}

interface RecordActivities {
  [ACTIVITIES.storeRunRecord](record: RunRecord): Promise<void>;
}

export const { [ACTIVITIES.prepareRun]: prepareRun } = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '30s',
});

export const { [ACTIVITIES.storeRunRecord]: storeRunRecord } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '10 minutes',
  retry: { maximumInterval: '30s' },
});
