import { mongoService } from './services/mongo.ts';
import { pipelineServices } from './services/pipeline-services.ts';
import { s3Service } from './services/s3.ts';
import { temporalService } from './services/temporal.ts';
import { workerService } from './services/worker.ts';
import type { Environment, StackService } from './stack-service.ts';

/** Everything `tradewind up` starts, in the order in which it is listed. */
export async function stackServices(environment: Environment): Promise<StackService[]> {
  const own = [temporalService, s3Service, mongoService];
  return [...own, ...(await pipelineServices(environment)), workerService];
}
