/** The run cannot be done as asked: status 2, with the reasons for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly reasons: readonly string[];

  constructor(...reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}
