import type { ResourcePlace } from '../model/resource.ts';
import type { Path, Resource } from '../rule/index.ts';
import { type HbaRule, parsePgHba } from '../values/pg-hba.ts';

/** A rule of pg_hba with its place, and that of its method. */
export interface WrittenHbaRule {
  readonly rule: HbaRule;
  readonly at: ResourcePlace;
  readonly method: ResourcePlace;
  readonly path: Path;
  readonly isAssumed: boolean;
}

/** Which rules does a Cluster or a Pooler put into its pg_hba, in their order? Those that a placeholder hides are left out. */
export function hbaRules(resource: Resource): readonly WrittenHbaRule[] {
  const list = ['spec', resource.kind === 'Pooler' ? 'pgbouncer' : 'postgresql', 'pg_hba'];
  return resource.list('string', ...list).flatMap((item) =>
    parsePgHba(item.value).map((rule) => ({
      rule,
      at: { ...item.at, within: { start: rule.start, end: rule.end } },
      method: { ...item.at, within: { start: rule.method.start, end: rule.method.end } },
      path: item.at.path,
      isAssumed: item.assumed,
    })),
  );
}
