import { defineRule } from '../../src/rule/index.ts';
import { Fractional, membersOf, parseJson } from '../../src/values/go-json.ts';

const name = 'alpha.cnpg.io/livenessPinger';

export default defineRule({
  id: 'admission/liveness-pinger-annotation',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  summary: 'The liveness pinger is set with a JSON object that says whether it is enabled',
  why: 'The webhook decodes the annotation `alpha.cnpg.io/livenessPinger`: `enabled` must be there as a boolean, and the timeouts must be whole numbers.',
  remedy: 'Write `{"enabled": true}`; from 1.27 on `spec.probes.liveness.isolationCheck` is better.',
  references: [
    'https://cloudnative-pg.io/documentation/current/instance_manager/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const pinger = cluster.get('string', 'metadata', 'annotations', name);
    const fault = pinger && faultOf(pinger.value);
    return fault === undefined ? undefined : { at: pinger?.at ?? cluster.at(), message: `${name} ${fault}` };
  },
});

function faultOf(text: string): string | undefined {
  const json = parseJson(text);
  if (!json) return `is "${text}", which is not JSON`;
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value))
    return `is "${text}", which is not a JSON object`;
  const enabled = membersOf(json.value, 'enabled');
  const wrong = enabled.find((value) => typeof value !== 'boolean');
  if (wrong !== undefined) return `has "enabled" as ${written(wrong)}, which is not a boolean`;
  if (enabled.length === 0) return 'does not say whether the pinger is enabled';
  for (const timeout of ['requestTimeout', 'connectionTimeout']) {
    const value = membersOf(json.value, timeout).find((one) => !Number.isInteger(one));
    if (value !== undefined)
      return `has "${timeout}" as ${written(value)}, which is not a whole number of milliseconds`;
  }
  return undefined;
}

function written(value: unknown): string {
  return value instanceof Fractional ? value.text : JSON.stringify(value);
}
