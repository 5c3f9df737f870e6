import { defineRule } from '../../src/rule/index.ts';
import { parseJson } from '../../src/values/go-json.ts';

const status = ['enabled', 'disabled'];
const boolean = ['true', 'false'];

/** The words that the operator takes for the value of an annotation, and the kinds on which it reads it. */
const words: ReadonlyMap<string, readonly [words: readonly string[], ...kinds: readonly string[]]> = new Map([
  ['cnpg.io/skipWalArchiving', [status, 'Cluster']],
  ['cnpg.io/skipEmptyWalArchiveCheck', [status, 'Cluster']],
  ['cnpg.io/reconciliationLoop', [status, 'Backup', 'Cluster']],
  ['cnpg.io/reconcilePodSpec', [status, 'Cluster', 'Pooler']],
  ['cnpg.io/passwordPassthrough', [status, 'Secret']],
  ['alpha.cnpg.io/enableInstancePprof', [boolean, 'Cluster']],
]);
const fenced = 'cnpg.io/fencedInstances';

export default defineRule({
  id: 'metadata/annotation-value',
  kinds: ['Backup', 'Cluster', 'Pooler', 'Secret'],
  about: 'metadata.annotations',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'Each annotation of CloudNativePG has a value that the operator understands',
  why:
    'The operator compares the value with one word. "true" where it expects "enabled" counts as nothing, without a word: archiving is not ' +
    'switched off, pods are restarted after all, instances are not fenced.',
  remedy: 'Write the word that the operator knows.',
  exceptions: [
    'An empty value, which asks for nothing.',
    'The webhook itself judges `cnpg.io/hibernation`, `cnpg.io/validation` and others: see admission/*.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/utils/labels_annotations.go',
  ],

  *check(resource) {
    const annotation = (key: string) => resource.get('string', 'metadata', 'annotations', key);
    for (const [key, [[on, off] = [], ...kinds]] of words) {
      const value = annotation(key);
      if (!kinds.includes(resource.kind) || !value || ['', on, off].includes(value.value)) continue;
      yield {
        at: value.at,
        message: `${key} is "${value.value}", neither "${on}" nor "${off}", so it counts for nothing`,
        help: `Write "${on}" or "${off}".`,
      };
    }
    const list = resource.kind === 'Cluster' ? annotation(fenced) : undefined;
    if (!list || list.value === '' || isListOfNames(list.value)) return;
    yield {
      at: list.at,
      message: `${fenced} is "${list.value}", which is no JSON list of names, so no instance is fenced`,
      help: `Write a list such as '["${resource.name || 'cluster'}-1"]', or '["*"]' for all instances.`,
    };
  },
});

/** Whether a text is a list of strings to the operator, for which null is an empty one. */
function isListOfNames(text: string): boolean {
  const json = parseJson(text);
  if (!json || json.value === null) return json !== undefined;
  return Array.isArray(json.value) && json.value.every((name) => typeof name === 'string' || name === null);
}
