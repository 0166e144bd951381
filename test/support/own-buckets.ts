import type { ObjectStore } from '../../activities/connectors/object-store.ts';

/** The same store with buckets of one's own, so that test files that run side by side do not meet in the lake's. */
export function ownBuckets(store: ObjectStore, prefix: string): ObjectStore {
  const own = (bucket: string): string => `${prefix}-${bucket}`;
  return {
    put: async (bucket, ...rest) => store.put(own(bucket), ...rest),
    upload: async (bucket, ...rest) => store.upload(own(bucket), ...rest),
    get: async (bucket, ...rest) => store.get(own(bucket), ...rest),
    tryGet: async (bucket, ...rest) => store.tryGet(own(bucket), ...rest),
    stream: async (bucket, ...rest) => store.stream(own(bucket), ...rest),
    list: (bucket, ...rest) => store.list(own(bucket), ...rest),
    delete: async (bucket, ...rest) => store.delete(own(bucket), ...rest),
    ensureBucket: async (bucket, ...rest) => store.ensureBucket(own(bucket), ...rest),
    check: async (...rest) => store.check(...rest),
  };
}
