/** Gold was asked for and silver cannot carry it; never ends as an empty success. */
export class GoldInputMissing extends Error {
  readonly type = 'GoldInputMissing';
  readonly nonRetryable = true;
  override readonly name = 'GoldInputMissing';
}

/** Silver breaks a rule that every number of gold rests on. */
export class GoldInputDamaged extends Error {
  readonly type = 'GoldInputDamaged';
  readonly nonRetryable = true;
  override readonly name = 'GoldInputDamaged';
}
