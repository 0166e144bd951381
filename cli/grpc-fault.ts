import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's numbers of the faults that a command tells apart. */
export const GRPC = { deadlineExceeded: 4, failedPrecondition: 9, unavailable: 14 } as const;

/** Whether an error, or what caused it, is one of these gRPC faults. */
export function hasGrpcCode(error: unknown, ...codes: readonly number[]): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (!isGrpcServiceError(at)) continue;
    const code: number = at.code;
    return codes.includes(code);
  }
  return false;
}
