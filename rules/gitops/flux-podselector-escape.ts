import { bareReferences, isSubstitutedByFlux } from '../../src/facts/flux-substitution.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'gitops/flux-podselector-escape',
  kinds: ['Cluster'],
  about: 'spec.postgresql.pg_hba',
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.29',
  fixable: true,
  summary: 'A reference to pods in pg_hba is escaped where Flux substitutes variables',
  why: 'Flux takes `${podselector:name}` for a variable of its own. What is left is a line without an address, which PostgreSQL refuses or reads otherwise than meant.',
  remedy: 'Write `$${podselector:name}`.',
  exceptions: [
    'Where neither `substitution: flux` is configured nor a Flux Kustomization with `postBuild` covers the file.',
    'Resources that switch the substitution off with `kustomize.toolkit.fluxcd.io/substitute: disabled`.',
  ],
  references: [
    'https://github.com/gavinmcfall/home-ops/pull/2425',
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution',
  ],

  *check(cluster, context) {
    const lines = cluster.get('array', 'spec', 'postgresql', 'pg_hba')?.value ?? [];
    const refers = (line: unknown): boolean => typeof line === 'string' && line.includes('${podselector:');
    if (!lines.some(refers) || !isSubstitutedByFlux(cluster, context.project)) return;
    for (const index of lines.keys()) {
      const at = cluster.at('spec', 'postgresql', 'pg_hba', index);
      const bare = bareReferences(cluster, at.path);
      const [first] = bare;
      if (!first) continue;
      yield {
        at,
        message: `Flux takes "${first.text}" for a variable, and leaves no address in the line`,
        help: `Write "$${first.text}".`,
        fix: { title: 'Double the dollar sign', safe: true, edits: bare.map(({ edit }) => edit) },
      };
    }
  },
});
