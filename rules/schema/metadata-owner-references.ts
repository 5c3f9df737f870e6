import { defineRule, type RawFinding, type Resource } from '../../src/rule/index.ts';

const path = ['metadata', 'ownerReferences'];

export default defineRule({
  id: 'schema/metadata-owner-references',
  kinds: ['*'],
  about: 'metadata.ownerReferences',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each reference to an owner has its version, kind, name and uid, and one owner at most is the controller',
  why: 'The API server refuses references that are not complete, two controllers, and events as owners.',
  remedy:
    'Complete the reference; better, leave it to the controller that makes the resource, since a uid is known only once the owner exists.',
  exceptions: ['References in patches need not be complete.'],
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go',
  ],

  *check(resource) {
    const owners = resource.list('object', ...path);
    for (const { at } of owners) yield* faultsOf(resource, Number(at.path.at(-1)));
    const [first, ...others] = owners.flatMap(({ at }) => {
      const isController = resource.get('boolean', ...at.path, 'controller');
      return isController?.value ? [isController] : [];
    });
    for (const { at } of others)
      yield {
        at,
        message: 'A second owner is the controller',
        ...(first && { related: [{ at: first.at, message: 'The first one' }] }),
      };
  },
});

function* faultsOf(resource: Resource, index: number): Generator<RawFinding> {
  const text = (name: string): string | undefined => resource.get('string', ...path, index, name)?.value;
  const version = text('apiVersion');
  for (const name of ['apiVersion', 'kind', 'name', 'uid']) {
    const isLack = resource.isEmpty(...path, index, name) && !resource.isPartial;
    if (isLack) yield { at: resource.at(...path, index, name), message: `The reference to an owner has no "${name}"` };
  }
  // A version with or without the group of its API in front.
  if (version && !/^(?:[^/]*\/)?[^/]+$/u.test(version))
    yield { at: resource.at(...path, index, 'apiVersion'), message: `"${version}" is no version of an API` };
  if ((version === 'v1' || version === '/v1') && text('kind') === 'Event')
    yield { at: resource.at(...path, index, 'kind'), message: 'The owner is an Event, which can own nothing' };
}
