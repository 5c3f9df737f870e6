import { instancePod } from '../../src/facts/instance-pod.ts';
import { podTypeFault } from '../../src/facts/pod-types.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';
import { applyPatch, type Operation, type PatchFault, readPatch } from '../../src/values/json-patch.ts';

/** More than all annotations of an object may have together; the API server refuses it as such. */
const longest = 256 * 1024;

export default defineRule({
  id: 'admission/pod-patch-apply',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  summary: 'The pod patch fits the pods of the Cluster',
  why: 'The webhook applies the annotation `cnpg.io/podPatch` to the pod of the first instance, and refuses a Cluster where that fails or where the result is no pod.',
  remedy: 'Let each path begin with "/" and lead to something that the pod has; `add` sets what may be missing.',
  exceptions: [
    'What the setup of the operator or a placeholder decides is taken to be there.',
    'A Cluster that replaces a stored one: what its status adds to the pod is taken to be there.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const text = cluster.get('string', 'metadata', 'annotations', 'cnpg.io/podPatch');
    const patch = text && text.value.length <= longest ? readPatch(text.value) : '';
    if (!text || typeof patch === 'string') return undefined;
    const { schemas, target } = context.project;
    const result = applyPatch(instancePod(cluster, stored !== undefined, schemas.operator(target)), patch);
    if ('fault' in result) return { at: text.at, message: wordsOf(result.fault, patch) };
    const fault = podTypeFault(result.document, context.project);
    if (!fault) return undefined;
    const where = fault.path.length === 0 ? 'the pod' : toDotted(fault.path);
    return {
      at: text.at,
      message: `cnpg.io/podPatch makes a pod that cannot be read: ${where} is not ${fault.expected}`,
    };
  },
});

function wordsOf({ operation, pointer }: PatchFault, patch: readonly Operation[]): string {
  const { op = '', path = '' } = patch[operation] ?? {};
  const what = `Operation ${operation + 1} of cnpg.io/podPatch`;
  if (pointer === undefined)
    return op === 'test'
      ? `${what} tests "${path}" for a value that it does not have`
      : `${what} replaces the pod with something that is none`;
  if (pointer !== '' && !pointer.startsWith('/'))
    return `${what} has the path "${pointer}", which does not begin with "/", so its first part is passed over`;
  return op === 'add'
    ? `${what} adds "${pointer}", but the pod has nothing there to add it to`
    : `${what} (${op}) leads to "${pointer}", which the pod of an instance does not have`;
}
