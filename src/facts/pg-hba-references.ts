import { defineFact, type Path, type Resource, sameName } from '../rule/index.ts';
import { type ColonReference, colonReferences } from '../values/dollar-references.ts';

/** What a line of `pg_hba` refers to as `${descriptor:name}`, up to the first reference that the webhook refuses. */
export interface HbaLine {
  readonly path: Path;
  readonly references: readonly HbaReference[];
}

export interface HbaReference extends ColonReference {
  readonly fault?: 'descriptor' | 'name';
}

/*
 * Where a line has holes that another tool fills, only what no tool takes for one of them is read: a shell's expansions have
 * a sign or a number behind the colon.
 */
const noHole = /\$\{([A-Za-z_]\w*):(?![-+=?]|\s*-?\d)([^}]{1,253})\}/gu;

function referencesIn(line: string, hasHoles: boolean): readonly ColonReference[] {
  if (!hasHoles) return colonReferences(line);
  return [...line.matchAll(noHole)].map(([text, descriptor = '', name = '']) => ({ text, descriptor, name }));
}

/** The references to pod selectors in the lines of `pg_hba`. */
export const hbaReferences = defineFact<Resource, readonly HbaLine[]>({
  name: 'pg-hba-references',
  compute(cluster) {
    const lines = cluster.get('array', 'spec', 'postgresql', 'pg_hba')?.value ?? [];
    return lines.flatMap((_, index) => {
      const path = ['spec', 'postgresql', 'pg_hba', index];
      const line = cluster.text(...path)?.value;
      if (line === undefined) return [];
      const references: HbaReference[] = [];
      for (const reference of referencesIn(line, cluster.isUnknown(...path))) {
        const { descriptor, name } = reference;
        const fault = descriptor !== 'podselector' ? 'descriptor' : isSelector(cluster, name) ? undefined : 'name';
        references.push({ ...reference, ...(fault && { fault }) });
        if (fault) break;
      }
      return [{ path, references }];
    });
  },
});

function isSelector(cluster: Resource, name: string): boolean {
  const selectors = cluster.get('array', 'spec', 'podSelectorRefs');
  if (!selectors) return cluster.has('spec', 'podSelectorRefs');
  return selectors.value.some((_, index) => {
    const path = ['spec', 'podSelectorRefs', index];
    const own = cluster.text(...path, 'name')?.value;
    return own === undefined ? cluster.isUnknown(...path) : sameName(own, name) !== 'no';
  });
}
