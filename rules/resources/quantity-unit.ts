import { type RequestedAmount, requestedAmounts } from '../../src/facts/requested-amounts.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

const smallestMemory = Quantity.parse('1Mi');
const mostCores = Quantity.parse('256');

export default defineRule({
  id: 'resources/quantity-unit',
  kinds: ['Cluster', 'ObjectStore', 'Pooler'],
  consequence: 'refused',
  preset: 'recommended',
  fixable: true,
  summary: 'Each amount of memory or CPU has the unit that was meant',
  why:
    'An "m" stands for a thousandth, also of a byte: with a limit of `512m` the container has a single byte and is killed as it starts. ' +
    'Without an "m" CPU is counted in cores: no node has 500 of them, so the pod is never scheduled.',
  remedy: 'Write memory with `Mi` or `Gi`, and thousandths of a core with `m`.',
  exceptions: ['What is no quantity at all, such as `512MB`, is refused by the schema.', 'Zero.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
  ],

  *check(resource) {
    for (const amount of requestedAmounts(resource)) {
      const mistake = mistakeIn(amount);
      if (!mistake || schemaRefuses(resource, amount.path)) continue;
      const { message, meant } = mistake;
      yield {
        at: resource.at(...amount.path),
        message,
        ...(meant !== undefined && {
          help: `Write "${meant}".`,
          ...(!resource.isAssumed(...amount.path) && {
            fix: {
              title: `Write "${meant}"`,
              safe: true,
              edits: resource.editor.set(resource.inDocument(...amount.path), meant),
            },
          }),
        }),
      };
    }
  },
});

function mistakeIn({ of, quantity, text }: RequestedAmount): { message: string; meant?: string } | undefined {
  const [, number, unit] = /^\+?(\d+)(m?)$/u.exec(text) ?? [];
  if (of === 'cpu') {
    if (!mostCores || unit === 'm' || quantity.compare(mostCores) <= 0) return undefined;
    return {
      message: `CPU "${text}" is counted in whole cores, more than any node has`,
      ...(unit === '' && { meant: `${number}m` }),
    };
  }
  if (number === undefined || !smallestMemory || quantity.compare(smallestMemory) >= 0) return undefined;
  return unit === 'm'
    ? { message: `Memory "${text}" is ${number} thousandths of a byte`, meant: `${number}Mi` }
    : { message: `Memory "${text}" has no unit, which makes it ${number} bytes` };
}
