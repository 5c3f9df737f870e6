const truths = ['1', 'on', 'y', 'ye', 'yes', 't', 'tr', 'tru', 'true'];
const untruths = ['0', 'of', 'off', 'n', 'no', 'f', 'fa', 'fal', 'fals', 'false'];

/** Reads a boolean as PostgreSQL does: `on`, `yes`, `true` and what can only be their start, in any case. Nothing if it is none. */
export function parsePostgresBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (truths.includes(word)) return true;
  return untruths.includes(word) ? false : undefined;
}
