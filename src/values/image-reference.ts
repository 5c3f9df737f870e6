import { parseInteger } from './go-numbers.ts';
import { remember } from './remember.ts';

/*
 * Image references as the operator reads them. It asks for the tag alone, and takes the PostgreSQL version from its start.
 */
const host = /^[^./:]+(?:(?:\.[^./:]+)+(?::[0-9]+)?|:[0-9]+)\//u;

/** The tag of an image: `latest` when there is neither tag nor digest, empty when there is a digest alone. */
export const imageTag = remember((image): string => {
  const full = !image.includes('/') ? `docker.io/library/${image}` : host.test(image) ? image : `docker.io/${image}`;
  const name = full.replace(/@sha256:[a-fA-F0-9]+$/u, '');
  // The first colon of the last part; a regular expression would look behind every one of many colons.
  const colon = name.indexOf(':', name.lastIndexOf('/'));
  if (colon !== -1 && colon < name.length - 1) return name.slice(colon + 1);
  return name === full ? 'latest' : '';
});

/**
 * The PostgreSQL major that a tag starts with, as in `17.5-system-trixie`; nothing if it has no version. With `isStrict`
 * a major below 10 needs a second number, and the second number must be below 100.
 */
export function postgresMajorOf(tag: string, isStrict = false): number | undefined {
  const version = versionOf(tag);
  if (!version || (isStrict && version.isOdd)) return undefined;
  return version.major;
}

const versionOf = remember((tag): { readonly major: number; readonly isOdd: boolean } | undefined => {
  const version = /^(?:[0-9]\.?)+/u.exec(tag)?.[0];
  if (version === undefined) return undefined;
  const [first = '', second] = version.split('.', 2);
  const major = parseInteger(first);
  const minor = second === undefined ? undefined : parseInteger(second);
  if (major === undefined || (second !== undefined && minor === undefined)) return undefined;
  return { major: Number(major), isOdd: (major < 10n && minor === undefined) || (minor ?? 0n) >= 100n };
});
