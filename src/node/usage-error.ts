/** The run cannot be done as asked: status 2, with the reason for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
