import { isAlive } from './processes/process-identity.ts';
import { supervisorOf, type ServiceState, type StackState } from './state-file.ts';

export interface ServiceStatus {
  readonly name: string;
  readonly state: ServiceState['state'] | 'elsewhere';
  readonly address: string;
  readonly version?: string;
  readonly source: string;
  readonly pid?: number;
  readonly logFile?: string;
  readonly ui?: string;
  readonly standsInFor?: string;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly failure?: string;
}

export interface StackStatus {
  readonly state: 'stopped' | 'killed' | StackState['phase'];
  readonly home: string;
  readonly startedAt?: string;
  readonly supervisorPid?: number;
  readonly services: Readonly<Record<string, ServiceStatus>>;
}

/**
 * What runs now, whatever the state file says: a service whose process is gone has failed, and a stack whose
 * supervisor is gone was `killed`.
 */
export function reportStatus(home: string, state: StackState | undefined): StackStatus {
  if (state === undefined) return { state: 'stopped', home, services: {} };
  const services: Record<string, ServiceStatus> = {};
  for (const [name, service] of Object.entries(state.services)) {
    const { startTime, ...shown } = service;
    const gone = service.state !== 'failed' && !isAlive({ pid: service.pid, startTime });
    services[name] = { name, ...shown, ...(gone ? { state: 'failed', failure: 'its process is gone' } : {}) };
  }
  for (const [name, { address, source }] of Object.entries(state.elsewhere)) {
    services[name] = { name, state: 'elsewhere', address, source };
  }
  return {
    state: isAlive(supervisorOf(state)) ? state.phase : 'killed',
    home,
    startedAt: state.startedAt,
    supervisorPid: state.supervisorPid,
    services,
  };
}
