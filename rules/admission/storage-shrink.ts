import { claimedSizes } from '../../src/facts/claimed-sizes.ts';
import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, type Path, type Resource, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/storage-shrink',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A volume of a Cluster that exists does not become smaller',
  why: 'Kubernetes cannot shrink a volume, so the webhook refuses a change that asks for a smaller one.',
  remedy: 'Keep the size, or move the data into a new Cluster with smaller volumes.',
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#volume-expansion',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context, stored) {
    if (!stored) return;
    const before = claimedSizes(stored, context);
    for (const { stanza, path, size } of claimedSizes(cluster, context)) {
      const old = before.find((one) => isSame(cluster, stanza, stored, one.stanza));
      if (!old || size.compare(old.size) >= 0) continue;
      yield {
        at: cluster.at(...path),
        message: `${toDotted(stanza)} cannot shrink from ${shown(stored, old.path)} to ${shown(cluster, path)}`,
        related: [{ at: stored.at(...old.path), message: `It was ${shown(stored, old.path)}` }],
      };
    }
  },
});

/** Tablespaces are the same by their name, whatever their place in the list. */
function isSame(cluster: Resource, stanza: Path, stored: Resource, old: Path): boolean {
  const name = cluster.get('string', ...stanza.slice(0, -1), 'name')?.value;
  const isTablespace = stanza[1] === 'tablespaces';
  if (!isTablespace) return toDotted(stanza) === toDotted(old);
  return (
    old[1] === 'tablespaces' && name !== undefined && name === stored.get('string', ...old.slice(0, -1), 'name')?.value
  );
}

function shown(cluster: Resource, path: Path): string {
  return cluster.has(...path) ? shownValue(cluster, path) : 'none';
}
