import type { Finding } from '../rule/finding.ts';
import { visible } from './escape.ts';

/** All that a finding says, in lines: what is wrong, what to do, and the other places. `pathOf` says how files are called. */
export function inPlainText({ message, help, related }: Finding, pathOf: (file: string) => string): string {
  const places = related.map(
    ({ file, range: { start }, message: said }) => `${pathOf(file)}:${start.line}:${start.column}: ${said}`,
  );
  return [message, help, ...places]
    .filter((line) => line !== '')
    .map(visible)
    .join('\n');
}

/** What is wrong and what to do, where there is room for one line. */
export function inOneLine({ message, help }: Finding): string {
  return help === '' ? message : `${message}. ${help}`;
}
