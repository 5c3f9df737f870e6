/*
 * Image references as the operator reads them. It asks for the tag alone, and takes the PostgreSQL version from its start.
 */
const host = /^[^./:]+(?:(?:\.[^./:]+)+(?::[0-9]+)?|:[0-9]+)\//u;

/** The tag of an image: `latest` when there is neither tag nor digest, empty when there is a digest alone. */
export function imageTag(image: string): string {
  const full = !image.includes('/') ? `docker.io/library/${image}` : host.test(image) ? image : `docker.io/${image}`;
  const name = full.replace(/@sha256:[a-fA-F0-9]+$/u, '');
  const tag = /:([^/]+)$/u.exec(name)?.[1];
  return tag ?? (name === full ? 'latest' : '');
}

/**
 * The PostgreSQL major that a tag starts with, as in `17.5-system-trixie`; nothing if it has no version. With `isStrict`
 * a major below 10 needs a second number, and the second number must be below 100.
 */
export function postgresMajorOf(tag: string, isStrict = false): number | undefined {
  const version = /^(?:[0-9]\.?)+/u.exec(tag)?.[0];
  if (version === undefined) return undefined;
  const [major = '', minor] = version.split('.');
  if (!isInteger(major) || (minor !== undefined && !isInteger(minor))) return undefined;
  if (isStrict && ((Number(major) < 10 && minor === undefined) || Number(minor ?? 0) >= 100)) return undefined;
  return Number(major);
}

function isInteger(digits: string): boolean {
  return digits !== '' && BigInt(digits) < 2n ** 63n;
}
