import type { FieldInfo, Path, Project } from '../rule/index.ts';
import { Fractional } from '../values/go-json.ts';
import { unknown } from '../values/json-patch.ts';
import { Quantity } from '../values/quantity.ts';
import { isTimestamp } from '../values/timestamp.ts';

/*
 * Whether a value decodes as a Pod: its types alone, as Go has them. The spec's are those of the template of a Pooler, which
 * is a pod's; the metadata's are few.
 */

type Field = Pick<FieldInfo, 'type' | 'fields' | 'pattern' | 'format'>;

const leaf = (type: Field['type'], format?: string): Field => ({
  type,
  fields: [],
  ...(format !== undefined && { format }),
});
const metadata: Readonly<Record<string, Field>> = {
  name: leaf('string'),
  generateName: leaf('string'),
  namespace: leaf('string'),
  selfLink: leaf('string'),
  uid: leaf('string'),
  resourceVersion: leaf('string'),
  generation: leaf('integer', 'int64'),
  creationTimestamp: leaf('string', 'date-time'),
  deletionTimestamp: leaf('string', 'date-time'),
  deletionGracePeriodSeconds: leaf('integer', 'int64'),
  labels: leaf('object'),
  annotations: leaf('object'),
  ownerReferences: leaf('array'),
  finalizers: leaf('array'),
  managedFields: leaf('array'),
};
/** All but the spec, by the path with `*` for the entries of maps and lists. */
const outside: Readonly<Record<string, Field>> = {
  '': { type: 'object', fields: ['apiVersion', 'kind', 'metadata', 'spec', 'status'] },
  apiVersion: leaf('string'),
  kind: leaf('string'),
  metadata: { type: 'object', fields: Object.keys(metadata) },
  status: leaf('object'),
  ...Object.fromEntries(Object.entries(metadata).map(([name, field]) => [`metadata/${name}`, field])),
  'metadata/labels/*': leaf('string'),
  'metadata/annotations/*': leaf('string'),
  'metadata/ownerReferences/*': leaf('object'),
  'metadata/finalizers/*': leaf('string'),
  'metadata/managedFields/*': leaf('object'),
};

/** What is of the wrong type in a Pod. */
export interface TypeFault {
  readonly path: Path;
  readonly expected: string;
}

/** The first value of a Pod that does not decode; nothing for a good one. */
export function podTypeFault(pod: unknown, { schemas, target }: Project): TypeFault | undefined {
  const fieldAt = (path: Path): Field | undefined => {
    if (path[0] === 'spec') return schemas.field('postgresql.cnpg.io', 'Pooler', ['spec', 'template', ...path], target);
    return outside[[...path.slice(0, 2), ...path.slice(2).map(() => '*')].join('/')];
  };
  const left: { value: unknown; path: Path }[] = [{ value: pod, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    const field = value === null || value === unknown ? undefined : fieldAt(path);
    if (!field) continue;
    if (!isOfType(value, field)) return { path, expected: words(field) };
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value).reverse()) {
      const segment = Array.isArray(value) ? Number(key) : nameOf(key, field);
      if (segment !== undefined) left.push({ value: child, path: [...path, segment] });
    }
  }
  return undefined;
}

/** The name of the field that a key stands for, whatever its case; the key itself in a map. */
function nameOf(key: string, { fields }: Field): string | undefined {
  return fields.length === 0 ? key : fields.find((name) => name.toLowerCase() === key.toLowerCase());
}

function isOfType(value: unknown, field: Field): boolean {
  const { type, format, pattern } = field;
  if (type === 'any') return true;
  if (value instanceof Fractional) return pattern !== undefined && isOfType(value.text, field);
  switch (type) {
    case 'integer':
      return isInteger(value, format === 'int32' ? 31 : 63);
    case 'integer or string':
      if (pattern !== undefined)
        return (typeof value === 'string' || typeof value === 'number') && Quantity.decode(value) !== undefined;
      return typeof value === 'string' || isInteger(value, 31);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'string':
      return typeof value === 'string' && (format !== 'date-time' || isTimestamp(value));
    default:
      return typeof value === type;
  }
}

function isInteger(value: unknown, bits: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** bits) && value <= 2 ** bits - 1;
}

function words({ type, format, pattern }: Field): string {
  if (pattern !== undefined && type === 'integer or string') return 'a quantity';
  if (format === 'date-time') return 'a timestamp';
  switch (type) {
    case 'integer':
      return format === 'int32' ? 'a 32-bit integer' : 'an integer';
    case 'array':
      return 'a list';
    case 'object':
    case 'integer or string':
      return `an ${type}`;
    default:
      return `a ${type}`;
  }
}
