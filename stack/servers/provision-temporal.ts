import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { registerSearchAttributes } from '../../workers/search-attributes.ts';

/** The dev server keeps closed runs for a day unless told otherwise. */
const RETENTION = '30 days';

/** Sets up a dev server of our own: search attributes and how long closed runs are kept. */
export async function provisionTemporal(address: string, namespace = 'default'): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    await registerSearchAttributes(new Client({ connection, namespace }));
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    });
  } finally {
    await connection.close();
  }
}
