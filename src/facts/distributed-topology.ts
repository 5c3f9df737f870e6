import { defineFact, type FactContext, type Field, hasPlaceholder, type Path, type Resource } from '../rule/index.ts';
import { groupBy } from '../values/lists.ts';
import { externalClusters } from './external-clusters.ts';
import { mayBePatched } from './patches.ts';
import { directoryOf } from './referents.ts';

const stanza: Path = ['spec', 'replica'];

/** A Cluster of a distributed topology. */
export interface Member {
  readonly cluster: Resource;
  /** The name by which the topology knows it. */
  readonly self: string;
  /** The name of the one that it takes for the primary. */
  readonly primary: Field<string>;
}

/** Is a Cluster a member of a distributed topology? Nothing where it is not, or a placeholder or a patch has the say. */
export const topologyMember = defineFact<Resource, Member | undefined>({
  name: 'topology-member',
  compute(cluster, context) {
    const primary = cluster.get('string', ...stanza, 'primary');
    if (!primary || primary.value === '' || primary.assumed || cluster.isPartial) return undefined;
    // The switch, where it is written, has the say instead.
    if (cluster.has(...stanza, 'enabled') || mayBePatched(cluster, context, ...stanza)) return undefined;
    const own = cluster.text(...stanza, 'self')?.value ?? '';
    const self = own === '' ? cluster.name : own;
    return hasPlaceholder(self) || cluster.isAssumed(...stanza, 'self') ? undefined : { cluster, self, primary };
  },
});

/**
 * Which other Clusters are surely of the same topology as a member? They list each other as external clusters. Of several with
 * the same name, as in several environments, the one beside who names it counts, if there is just one, to both of them.
 */
export function topologyPeers({ cluster, self }: Member, context: FactContext): readonly Member[] {
  const meant = [...context.fact(namesakes, cluster).values()].filter(({ length }) => length === 1).flat();
  return meant.filter((peer) => {
    const others = context.fact(namesakes, peer.cluster).get(self) ?? [];
    return others.every((other) => other.cluster.origin === cluster.origin);
  });
}

/** Whom may a member mean by each name? Members that list it and that it lists, and of those the ones beside it before all others. */
const namesakes = defineFact<Resource, ReadonlyMap<string, readonly Member[]>>({
  name: 'topology-namesakes',
  compute(cluster, context) {
    const self = context.fact(topologyMember, cluster)?.self ?? '';
    const known = context.fact(externalClusters, cluster);
    const others = context.project.ofKind('Cluster').flatMap((other) => {
      const peer = context.fact(topologyMember, other);
      const isPeer = peer && known.has(peer.self) && context.fact(externalClusters, other).has(self);
      return isPeer && peer.self !== self ? [peer] : [];
    });
    const bySelf = groupBy(others, (other) => other.self);
    for (const [name, named] of bySelf) {
      const beside = named.filter((other) => directoryOf(other.cluster) === directoryOf(cluster));
      if (beside.length > 0) bySelf.set(name, beside);
    }
    return bySelf;
  },
});
