/** Keys and indices from the root of a resource down to a value. */
export type Path = readonly (string | number)[];

/** The RFC 6901 pointer of a path. */
export function toPointer(path: Path): string {
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path that a pointer writes; a segment of digits is an index. */
export function fromPointer(pointer: string): Path {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments.map((segment) => (/^\d+$/u.test(segment) ? Number(segment) : segment));
}

/** A path as people write it: `spec.externalClusters[0].name`; keys with dots are quoted. */
export function toDotted(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (/^[\w$-]+$/u.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}
