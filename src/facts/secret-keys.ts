import { defineFact, type FactContext, type Path, type Project, type Resource } from '../rule/index.ts';
import { directoryOf, referents } from './referents.ts';

/** Whoever fills in a Secret or ConfigMap from elsewhere leaves an annotation of this kind. */
const filledFromElsewhere = /replicat|reflect|generat|vault|avp\.|inject|mutat|kubed/iu;

/** Which keys does an object have that holds or produces a Secret, or a ConfigMap? Nothing where that cannot be told. */
export function keysOfSecret(object: Resource): readonly string[] | undefined {
  if (object.isPartial || isFilledIn(object)) return undefined;
  if (object.kind === 'ExternalSecret') return keysOfExternal(object);
  if (object.kind === 'SealedSecret')
    return keysBelow(
      object,
      ['spec', 'encryptedData'],
      ['spec', 'template', 'data'],
      ['spec', 'template', 'stringData'],
    );
  return keysBelow(object, ['data'], ['stringData'], ['binaryData']);
}

/** Which objects make a Secret from elsewhere, by its name? */
const makersByName = defineFact<Project, ReadonlyMap<string, readonly Resource[]>>({
  name: 'makers-by-name',
  compute(project) {
    const byName = new Map<string, Resource[]>();
    const add = (kind: string, ...path: Path): void => {
      for (const one of project.ofKind(kind)) {
        const name = one.text(...path)?.value ?? one.name;
        byName.set(name, [...(byName.get(name) ?? []), one]);
      }
    };
    add('ExternalSecret', 'spec', 'target', 'name');
    add('SealedSecret', 'spec', 'template', 'metadata', 'name');
    return byName;
  },
});

/** Every object that may be, or make, the Secret or ConfigMap of a name that a resource refers to. */
export function holdersOf(context: FactContext, from: Resource, kind: string, name: string): readonly Resource[] {
  const { project } = context;
  if (kind !== 'Secret') return referents(project, from, kind, name);
  const makers = context.fact(makersByName, project).get(name) ?? [];
  return [...referents(project, from, kind, name), ...near(from, makers)];
}

/** Those of the namespace of whoever refers; beside it, if there are some. */
function near(from: Resource, holders: readonly Resource[]): readonly Resource[] {
  const own = holders.filter(
    ({ namespace }) => namespace === undefined || from.namespace === undefined || namespace === from.namespace,
  );
  const beside = own.filter((one) => directoryOf(one) === directoryOf(from));
  return beside.length > 0 ? beside : own;
}

/** Whether a controller fills an object, or copies it into other namespaces. */
export function isFilledIn(object: Resource): boolean {
  const annotations = Object.keys(object.get('object', 'metadata', 'annotations')?.value ?? {});
  return annotations.some((key) => filledFromElsewhere.test(key));
}

/** The keys that an ExternalSecret writes: those of its template, else those that it fetches one by one. */
function keysOfExternal(object: Resource): readonly string[] | undefined {
  const target = ['spec', 'target'];
  const template = [...target, 'template'];
  const policy = object.text(...target, 'creationPolicy')?.value ?? 'Owner';
  const isOpen = policy !== 'Owner' || object.has(...template, 'templateFrom') || object.hidesBelow('spec', 'data');
  if (isOpen) return undefined;
  const fetched = object.list('object', 'spec', 'data').map(({ value }) => String(value['secretKey']));
  const written = keysBelow(object, [...template, 'data']);
  const isMerged = object.text(...template, 'mergePolicy')?.value === 'Merge';
  if (written && !isMerged) return written;
  return object.has('spec', 'dataFrom') || fetched.length === 0 ? undefined : [...fetched, ...(written ?? [])];
}

/** The keys of some sections together; nothing if there are none, or a placeholder may bring some. */
function keysBelow(object: Resource, ...sections: readonly (readonly string[])[]): readonly string[] | undefined {
  const keys = sections.flatMap((path) => Object.keys(object.get('object', ...path)?.value ?? {}));
  const isOpen = sections.some((path) => object.isUnknown(...path)) || keys.some((key) => /\$\{|\{\{|__/u.test(key));
  return keys.length === 0 || isOpen ? undefined : keys;
}
