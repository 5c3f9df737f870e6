import { defineRule, sameName } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/tablespace-removed',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A Cluster keeps its tablespaces',
  why: 'A tablespace holds data, so the webhook refuses a change that removes one, or all of them.',
  remedy: 'Put the tablespace back as it was; its tables can be moved elsewhere, but its entry stays.',
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, _, stored) {
    const path = ['spec', 'tablespaces'];
    const before = stored?.get('array', ...path)?.value;
    if (!stored || !before || cluster.isUnknown(...path)) return;
    const after = cluster.value(...path);
    if (after === undefined || after === null)
      yield {
        at: cluster.at(...path),
        message: 'The tablespaces are removed from a Cluster that has some',
        related: [{ at: stored.key(...path), message: 'They were here' }],
      };
    if (!Array.isArray(after)) return;
    const names = after.map((_item, index) => cluster.text(...path, index, 'name')?.value);
    for (const index of before.keys()) {
      const old = stored.text(...path, index, 'name');
      // An item that is filled in later as a whole may be any tablespace.
      if (!old || names.some((name) => name === undefined || sameName(name, old.value) !== 'no')) continue;
      yield {
        at: cluster.at(...path),
        message: `The tablespace "${old.value}" is removed`,
        related: [{ at: old.at, message: 'It was here' }],
      };
    }
  },
});
