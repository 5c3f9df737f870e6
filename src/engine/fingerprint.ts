import type { Path } from '../manifest/path.ts';

/** A stable 53-bit hash of a text in hexadecimal (cyrb53, by the public-domain recipe of the same name). */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
}

/** Tells findings apart that would share a fingerprint: each one more of the same is numbered. */
export function numbering(): (own: string) => string {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return (own) => {
    let count = counts.get(own) ?? 0;
    let next: string;
    do {
      count += 1;
      next = count === 1 ? own : fingerprint(`${own}\n${count}`);
    } while (taken.has(next));
    counts.set(own, count);
    taken.add(next);
    return next;
  };
}

/**
 * A path that stays the same when items come and go in the lists that it leads through: an item is called by its `name`, a scalar
 * by itself. What has no name is not told apart, so that findings in several such items differ by their number alone.
 */
export function stablePath(value: unknown, path: Path): Path {
  let at = value;
  return path.map((segment) => {
    at = Reflect.get(Object(at), segment);
    return typeof segment === 'number' ? itemName(at) : segment;
  });
}

function itemName(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const name: unknown = Reflect.get(item, 'name');
  return typeof name === 'string' ? name : '*';
}
