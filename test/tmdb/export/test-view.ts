import { randomUUID } from 'node:crypto';
import { mongoClient, type Mongo } from '../../../activities/connectors/mongo.ts';
import { batchViews } from '../../../activities/tmdb/export/batch-views.ts';
import type { ExportProgress } from '../../../activities/tmdb/export/export-progress.ts';
import { runExport, type ExportDeps, type ExportResult } from '../../../activities/tmdb/export/run-export.ts';
import type { ViewDocument } from '../../../activities/tmdb/export/view-document.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';
import { testServers } from '../../support/servers.ts';
import { identityOf, TestLake } from '../gold/silver-lake.ts';

/** A lake and a database of a test's own. */
export class TestView {
  readonly lake = new TestLake();
  readonly mongo: Mongo = mongoClient({
    connectionString: testServers().mongo.connectionString,
    database: `test_${randomUUID().slice(0, 8)}`,
  });
  readonly progress: ExportProgress[] = [];

  async export(run: RunIdentity = identityOf(), more: Partial<ExportDeps> = {}): Promise<ExportResult> {
    return runExport(
      { run },
      {
        store: this.lake.store,
        cache: this.lake.cache,
        mongo: this.mongo,
        log: { info: () => undefined, warn: () => undefined } as never,
        signal: new AbortController().signal,
        heartbeat: (progress) => void this.progress.push(structuredClone(progress)),
        lastHeartbeat: () => undefined,
        retries: { tries: 3, firstDelayMs: 5 },
        ...more,
      },
    );
  }

  async documents(filter: Partial<ViewDocument> = {}): Promise<ViewDocument[]> {
    return batchViews(this.mongo).find(filter).sort({ _id: 1 }).toArray();
  }

  async ids(viewType?: string): Promise<string[]> {
    return (await this.documents(viewType === undefined ? {} : { view_type: viewType })).map(
      ({ _id }) => _id,
    );
  }

  async remove(): Promise<void> {
    await this.mongo.db.dropDatabase();
    await this.mongo.close();
    this.lake.remove();
  }
}
