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

/** What stands at a path of a value. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, segment) => Reflect.get(Object(at), segment), value);
}

/** A set of paths that is asked whether it holds a path or one of its ancestors. Keys and indices count alike. */
export class PathSet {
  readonly #root: Branch = { isEnd: false, below: new Map() };

  constructor(pointers: Iterable<string>) {
    for (const pointer of pointers) {
      let at = this.#root;
      for (const segment of fromPointer(pointer).map(String)) {
        let next = at.below.get(segment);
        if (!next) at.below.set(segment, (next = { isEnd: false, below: new Map() }));
        at = next;
      }
      at.isEnd = true;
    }
  }

  has(path: Path): boolean {
    let at: Branch | undefined = this.#root;
    for (const segment of path) if (!(at = at.below.get(String(segment)))) return false;
    return at.isEnd;
  }

  covers(path: Path): boolean {
    let at: Branch | undefined = this.#root;
    for (const segment of path) {
      at = at.below.get(String(segment));
      if (!at) return false;
      if (at.isEnd) return true;
    }
    return false;
  }
}

interface Branch {
  isEnd: boolean;
  readonly below: Map<string, Branch>;
}
