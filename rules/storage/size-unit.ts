import { claimedSizes } from '../../src/facts/claimed-sizes.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { leastBytes, volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, type Path, type RawFix, type Resource, toDotted } from '../../src/rule/index.ts';
import { inBinaryUnit, Quantity } from '../../src/values/quantity.ts';

export default defineRule({
  id: 'storage/size-unit',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'The size of a volume has a binary unit, and room for a database',
  why:
    'Without a unit a number is bytes, and "m" is a thousandth of one. The API server takes it, the storage refuses it or rounds it up ' +
    'to its smallest volume, and a size can only ever grow.',
  remedy: 'Write the size with `Gi` behind it.',
  exceptions: ['A plausible size in bytes or in decimal units is advice.', 'A request of zero, which counts as none.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/',
    'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *check(cluster, context) {
    const volumes = context.fact(volumeSizes, cluster);
    for (const { stanza, path, size } of claimedSizes(cluster, context)) {
      if (!cluster.has(...path) || schemaRefuses(cluster, path)) continue;
      const text = String(cluster.value(...path));
      const [, digits = '', unit = ''] = /^([0-9]*)(.*)$/su.exec(text) ?? [];
      const bytes = size.toNumber();
      const holds = volumes.find((volume) => volume.path === stanza)?.holds ?? 'data';
      const isTiny = bytes < leastBytes[holds];
      const isBinary = unit.endsWith('i');
      if (!isTiny && isBinary) continue;
      const meant = /^[A-Za-z]?$/u.test(unit) ? meantBy(digits, unit, bytes) : undefined;
      yield {
        at: cluster.at(...path),
        message: isTiny
          ? `${toDotted(path)} is "${text}", which is ${inWords(text, bytes)}too small for ${holds === 'wal' ? 'WAL' : 'a database'}`
          : `${toDotted(path)} is "${text}" in ${unit === '' ? 'bytes' : 'a decimal unit'}, which is ${inBinaryUnit(bytes)}`,
        ...(!isTiny && { severity: 'info' }),
        ...(meant !== undefined && {
          help: `Write "${meant}" if that is what you mean.`,
          ...fixOf(cluster, path, meant),
        }),
      };
    }
  },
});

/** The size that was most likely meant: a number without unit, or with a wrong one, is of gibibytes. */
function meantBy(digits: string, unit: string, bytes: number): string | undefined {
  const gibi = bytes / 1024 ** 3;
  if (unit === '' && gibi >= 1) return Number.isInteger(gibi) ? `${gibi}Gi` : undefined;
  const same = Quantity.parse(`${digits}${unit}i`);
  return digits.length <= 4 && /^0*[1-9]/u.test(digits)
    ? same && gibi >= 0.25
      ? `${digits}${unit}i`
      : `${digits}Gi`
    : undefined;
}

/** What a size comes to, if that is not what is written. */
function inWords(text: string, bytes: number): string {
  const shown = inBinaryUnit(bytes);
  if (text === shown) return '';
  return `${bytes > 0 && bytes < 1 ? 'less than a byte' : shown} and `;
}

function fixOf(cluster: Resource, path: Path, meant: string): { readonly fix?: RawFix } {
  if (cluster.isAssumed(...path)) return {};
  const edits = cluster.editor.set(cluster.inDocument(...path), meant);
  return { fix: { title: `Write "${meant}"`, safe: false, edits } };
}
