import { topologyMember, topologyPeers } from '../../src/facts/distributed-topology.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ha/distributed-topology-pair',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'outage',
  preset: 'production',
  since: '1.24',
  summary: 'The clusters of a distributed topology name the same primary',
  why: 'Two clusters that both take themselves for the primary accept writes and grow apart; where a switchover is written down halfway, there is no primary at all.',
  remedy:
    'Change `replica.primary` in all manifests, in the documented order: demote the primary, read its token, promote the other one with it.',
  exceptions: [
    'Clusters that do not list each other in externalClusters, or say with `replica.enabled` what they are.',
    'Where several clusters of a name are in view, as in several environments, only those in one directory are compared.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/replica_cluster/#distributed-topology'],

  *check(cluster, context) {
    const member = context.fact(topologyMember, cluster);
    if (!member) return;
    const { self, primary } = member;
    for (const peer of topologyPeers(member, context)) {
      if (peer.primary.value === primary.value) continue;
      const isTwice = primary.value === self && peer.primary.value === peer.self;
      const isNone = primary.value === peer.self && peer.primary.value === self;
      yield {
        at: primary.at,
        message: isTwice
          ? `"${self}" and "${peer.self}" both take themselves for the primary`
          : isNone
            ? `"${self}" and "${peer.self}" each take the other one for the primary, so there is none`
            : `"${self}" takes "${primary.value}" for the primary, but "${peer.self}" takes "${peer.primary.value}" for it`,
        related: [{ at: peer.primary.at, message: `The primary of "${peer.self}"` }],
      };
    }
    const source = cluster.get('string', 'spec', 'replica', 'source');
    if (primary.value === self || source?.value !== self) return;
    yield {
      at: source.at,
      message: `"${self}" is a replica whose source is itself`,
      help: `Follow the primary: set \`source: ${primary.value}\`.`,
    };
  },
});
