import { shownKind, shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, type RawFinding, type Resource, toDotted } from '../../src/rule/index.ts';
import { generateNameFaults, subdomainFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'schema/metadata-name',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'Every resource has a name, or the beginning of one, that is a DNS subdomain',
  why:
    'The API server refuses a resource without a name, and one whose name is not made of lower-case letters, digits, "-" and "." with a ' +
    'letter or digit at both ends.',
  remedy: 'Give it a name such as `shop-db`.',
  exceptions: ['Patches, and other files that hold a part of an object, need no name.'],
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go',
  ],

  *check(resource) {
    yield* faultsOf(resource, 'name', 'name', 'Write a name such as `shop-db`.', subdomainFaults);
    const isNamed = !resource.isEmpty('metadata', 'name');
    yield* faultsOf(resource, 'generateName', 'beginning of a name', 'Write a beginning such as `shop-`.', (prefix) =>
      generateNameFaults(prefix, !isNamed),
    );
    if (isNamed || resource.isPartial || !resource.isEmpty('metadata', 'generateName')) return;
    // A missing or mistaken section is the schema's to report.
    if (resource.problems.some(({ path }) => toDotted(path) === 'metadata')) return;
    yield { at: resource.at('metadata', 'name'), message: `There is ${shownKind(resource)} without a name` };
  },
});

function* faultsOf(
  resource: Resource,
  field: string,
  what: string,
  help: string,
  find: (text: string) => readonly string[],
): Generator<RawFinding> {
  const text = resource.get('string', 'metadata', field);
  if (!text?.value) return;
  const faults = find(text.value);
  if (faults.length > 0)
    yield {
      at: text.at,
      message: `${shownValue(resource, text.at.path)} is no ${what}: ${faults.join(', and ')}`,
      help,
    };
}
