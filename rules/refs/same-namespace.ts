import { references } from '../../src/facts/references-of.ts';
import { holdersOf, isFilledIn } from '../../src/facts/secret-keys.ts';
import { defineFact, defineRule, hasPlaceholder, type Project, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/same-namespace',
  kinds: [
    'Cluster',
    'ScheduledBackup',
    'Backup',
    'Pooler',
    'Database',
    'DatabaseRole',
    'Publication',
    'Subscription',
    'ObjectStore',
  ],
  about: 'metadata.namespace',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A resource refers to objects of its own namespace',
  why:
    'No reference reaches into another namespace. A central ObjectStore in a namespace of its own is never found: the plugin tries again and again, ' +
    'and says nothing.',
  remedy: 'Put one such object into each namespace, for instance with a shared component.',
  exceptions: [
    'An object or a referrer without a namespace: Kustomize, Flux or kubectl may give it the right one.',
    'A kustomization that puts everything into one namespace.',
    'A Secret that a controller copies into other namespaces; any other Secret is a warning, since it may be made by hand.',
    'ClusterImageCatalogs, which have no namespace.',
    'Without the whole project in view, the right object may be elsewhere.',
  ],
  references: [
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/448',
    'https://cloudnative-pg.io/documentation/current/connection_pooling/',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/concepts/',
  ],

  *check(subject, context) {
    const { project } = context;
    const { namespace } = subject;
    if (namespace === undefined || hasPlaceholder(namespace) || mayMove(subject, project)) return;
    const namesOf = context.fact(namesOfKinds, project);
    for (const { kind, name } of references(subject, context)) {
      const { hasOpenNames, byName } = namesOf(kind);
      const other = byName.get(name.value);
      // One whose name is filled in later may be the right one.
      if (!other || hasOpenNames || other.isPartial || mayMove(other, project)) continue;
      if (project.named(subject, kind, name.value).length > 0 || !project.isComplete(kind)) continue;
      if (hasPlaceholder(name.value) || project.scope.external[kind]?.includes(name.value) === true) continue;
      const isCopied =
        kind === 'Secret' && (isFilledIn(other) || holdersOf(context, subject, kind, name.value).length > 0);
      if (isCopied) continue;
      yield {
        at: name.at,
        message: `The ${kind} "${name.value}" is in namespace "${other.namespace}", out of reach from "${namespace}"`,
        ...(kind === 'Secret' && { severity: 'warning' }),
        ...(kind === 'Cluster' && {
          help: `Put the ${subject.kind} into namespace "${other.namespace}", where its Cluster is.`,
        }),
        related: [{ at: other.at('metadata', 'namespace'), message: `In namespace "${other.namespace}"` }],
      };
    }
  },
});

/** Whether a kustomization may put a resource into a namespace of its own. */
function mayMove({ source }: Resource, { kustomizations }: Project): boolean {
  return kustomizations.mayMove(source.path);
}

interface Names {
  readonly hasOpenNames: boolean;
  /** The first object of each name. */
  readonly byName: ReadonlyMap<string, Resource>;
}

/** Which objects of a kind are there, in whatever namespace, by name? */
const namesOfKinds = defineFact<Project, (kind: string) => Names>({
  name: 'names-of-kinds',
  compute(project) {
    const known = new Map<string, Names>();
    return (kind) => {
      let names = known.get(kind);
      if (!names) {
        const all = project.ofKind(kind);
        const byName = new Map([...all].reverse().map((one) => [one.name, one]));
        known.set(kind, (names = { hasOpenNames: all.some(({ name }) => hasPlaceholder(name)), byName }));
      }
      return names;
    };
  },
});
