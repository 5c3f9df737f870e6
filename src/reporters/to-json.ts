import { visibleJson } from './escape.ts';

/**
 * A value as JSON that any parser takes and that is safe on a terminal and in the log of a CI system: half of a surrogate pair,
 * which strict parsers refuse, becomes U+FFFD, and what a terminal obeys, or by which the runner of GitHub Actions finds commands
 * (`##[`), an escape.
 */
export function toJson(value: object): string {
  const sound = (_: string, part: unknown): unknown =>
    typeof part === 'string' ? part.replace(/\p{Cs}/gu, '\ufffd') : part;
  return `${visibleJson(JSON.stringify(value, sound, 2)).replaceAll('##[', '#\\u0023[')}\n`;
}
