import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule, findBelow } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

/** Of the texts that the schema takes for quantities, only some with exponents are none. */
const hasExponent = /^[+-]?[\d.]+[eE]/u;
const mayHaveExponent = /["'\s:[,][+-]?[\d.]+[eE][-+\d]/u;

export default defineRule({
  id: 'admission/quantity-invalid',
  kinds: ['Cluster', 'Pooler'],
  consequence: 'refused',
  preset: 'server',
  summary: 'The exponent of a quantity is a whole number',
  why: 'The schema takes exponents such as `1e1.5`, but the operator cannot read them: its webhooks refuse the resource without naming the field, even where validation is switched off.',
  remedy: 'Write the number out, with a unit such as `Mi` or `m`.',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *check(resource, { project: { schemas, target } }) {
    // Hardly any text has one, and looking into all values takes long.
    if (!resource.parts.some(({ source }) => mayHaveExponent.test(source.file.text))) return;
    const isWanted = (value: unknown): boolean =>
      typeof value === 'string' && hasExponent.test(value) && Quantity.parse(value) === undefined;
    for (const { value, path } of findBelow(resource.value('spec'), ['spec'], isWanted)) {
      const field = schemas.field(resource.data.group, resource.kind, path, target);
      const isQuantity = field?.type === 'integer or string' && field.pattern !== undefined;
      if (!isQuantity || resource.isUnknown(...path) || schemaRefuses(resource, path)) continue;
      yield { at: resource.at(...path), message: `"${String(value)}" is not a quantity` };
    }
  },
});
