import { setWithSections } from '../../src/facts/nested-edit.ts';
import { storeConfigurations } from '../../src/facts/object-store-configurations.ts';
import { objectStoreWriters } from '../../src/facts/object-store-writers.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type FactContext, type Path, type Resource } from '../../src/rule/index.ts';
import { isAmazon, parseEndpoint } from '../../src/values/endpoint-url.ts';

const variables = ['AWS_REQUEST_CHECKSUM_CALCULATION', 'AWS_RESPONSE_CHECKSUM_VALIDATION'];

export default defineRule<{ readonly checksumCapable: readonly string[] }>({
  id: 'backup/s3-checksum-compat',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'advice',
  preset: 'production',
  summary: 'A store that only speaks like S3 is not sent the newer checksums of S3',
  why:
    'Recent versions of the S3 client add checksums to each request, which a number of other stores reject. ' +
    'Backups and WAL archiving then fail on the day that an image or the plugin is updated.',
  remedy: `Set ${variables.join(' and ')} to "when_required", or make sure that the store takes the checksums.`,
  exceptions: [
    'Hosts listed in the option `checksumCapable`, with all below them.',
    'Variables that come from a Secret or a ConfigMap, a placeholder or a patch; the plugin takes those of the Cluster, too.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/object_stores/',
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/393',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7715',
    'https://github.com/EnterpriseDB/barman/issues/1112',
  ],
  options: {
    schema: {
      checksumCapable: {
        type: 'array',
        items: { type: 'string' },
        description: 'Hosts of stores that are known to take the checksums',
      },
    },
    defaults: { checksumCapable: [] },
  },

  check(subject, context) {
    const writers = subject.kind === 'ObjectStore' ? context.fact(objectStoreWriters, subject) : [];
    if (subject.isPartial || [subject, ...writers].some((one) => maySetThem(one, context))) return undefined;
    // The variables are those of all stores of a resource, so that one finding is enough.
    for (const { path } of context.fact(storeConfigurations, subject)) {
      const field = subject.get('string', ...path, 'endpointURL');
      const host = parseEndpoint(field?.value ?? '')?.host;
      if (!field || host === undefined || !subject.has(...path, 's3Credentials') || isAmazon(host)) continue;
      if (context.options.checksumCapable.some((own) => host === own || host.endsWith(`.${own}`))) continue;
      const env = envOf(subject);
      return {
        at: field.at,
        message: `The S3 client sends newer checksums to "${host}", which not every store takes`,
        fix: {
          title: 'Send checksums only where they are required, which restarts the pods',
          safe: false,
          edits: subject.has(...env)
            ? []
            : setWithSections(
                subject,
                env,
                variables.map((name) => ({ name, value: 'when_required' })),
              ),
        },
      };
    }
    return undefined;
  },
});

/** Where the variables of the container that speaks to the store are. */
function envOf({ kind }: Resource): Path {
  return kind === 'ObjectStore' ? ['spec', 'instanceSidecarConfiguration', 'env'] : ['spec', 'env'];
}

function maySetThem(resource: Resource, context: FactContext): boolean {
  const env = envOf(resource);
  const isOpen = [env, ['spec', 'envFrom']].some(
    (path) => resource.isUnknown(...path) || mayBePatched(resource, context, ...path),
  );
  if (isOpen || resource.has('spec', 'envFrom')) return true;
  return resource.list('object', ...env).some(({ at }) => {
    const name = resource.text(...at.path, 'name')?.value ?? '';
    const value = resource.get('string', ...at.path, 'value')?.value;
    return variables.includes(name) && (value === undefined || value === 'when_required');
  });
}
