export type Layer = 'bronze' | 'silver' | 'gold';

/** The bucket of each layer; the contract's names. */
export const BUCKETS: Readonly<Record<Layer, string>> = {
  bronze: 'bronze-data',
  silver: 'silver-data',
  gold: 'gold-data',
};
