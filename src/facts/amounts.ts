import type { Path, Resource } from '../rule/index.ts';
import { Quantity } from '../values/quantity.ts';

/** An amount with the text that it was read from. */
export interface Amount {
  readonly quantity: Quantity;
  readonly text: string;
  readonly path: Path;
}

/** The amount of something at a path: nothing if none is given, `unknown` if it cannot be read. */
export function amountAt(resource: Resource, ...path: Path): Amount | 'unknown' | undefined {
  if (!resource.has(...path)) return resource.isUnknown(...path) ? 'unknown' : undefined;
  // A number may be a fraction, too.
  const written = resource.value(...path);
  const quantity = typeof written === 'number' || typeof written === 'string' ? Quantity.decode(written) : undefined;
  return quantity ? { quantity, text: String(written), path } : 'unknown';
}

/** The amount at a path if it is known and not zero, which the operator takes for none. */
export function positiveAt(resource: Resource, ...path: Path): Amount | undefined {
  const amount = amountAt(resource, ...path);
  return amount === undefined || amount === 'unknown' || amount.quantity.isZero ? undefined : amount;
}

/** The keys of huge pages among the requests or limits of a Cluster. */
export function hugePages(cluster: Resource, of: 'requests' | 'limits'): readonly string[] {
  const all = Object.keys(cluster.get('object', 'spec', 'resources', of)?.value ?? {});
  return all.filter((name) => name.startsWith('hugepages-'));
}
