import { defineFact, type Field, hasPlaceholder, type Path, type Resource } from '../rule/index.ts';
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
    if (cluster.has(...stanza, 'enabled') || cluster.hidesBelow(...stanza)) return undefined;
    if (mayBePatched(cluster, context, ...stanza)) return undefined;
    const own = cluster.text(...stanza, 'self')?.value ?? '';
    const self = own === '' ? cluster.name : own;
    return self === '' || hasPlaceholder(self) ? undefined : { cluster, self, primary };
  },
});

/**
 * Which other Clusters are surely of the same topology as one? They list each other as external clusters. Of several with the same
 * name, as in several environments, the one beside it counts, if there is just one.
 */
export const topologyPeers = defineFact<Resource, readonly Member[]>({
  name: 'topology-peers',
  compute(cluster, context) {
    const member = context.fact(topologyMember, cluster);
    if (!member) return [];
    const known = context.fact(externalClusters, cluster);
    const others = context.project.ofKind('Cluster').flatMap((other) => {
      const peer = other === cluster.origin ? undefined : context.fact(topologyMember, other);
      const isPeer = peer && known.has(peer.self) && context.fact(externalClusters, other).has(member.self);
      return isPeer && peer.self !== member.self ? [peer] : [];
    });
    return [...new Set(others.map(({ self }) => self))].flatMap((self) => {
      const named = others.filter((other) => other.self === self);
      const beside = named.filter((other) => directoryOf(other.cluster) === directoryOf(cluster));
      const [only, ...more] = beside.length > 0 ? beside : named;
      return only && more.length === 0 ? [only] : [];
    });
  },
});
