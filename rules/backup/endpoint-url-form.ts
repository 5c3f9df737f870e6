import { credentialsOf, storeConfigurations } from '../../src/facts/object-store-configurations.ts';
import { defineRule, type RawFinding } from '../../src/rule/index.ts';
import { parseDestination } from '../../src/values/destination-path.ts';
import { hostWithoutBucket, originOf, parseEndpoint } from '../../src/values/endpoint-url.ts';

/** The paths at which services have their S3 interface. */
const interfaces = /(?:^|\/)s3$/u;

export default defineRule({
  id: 'backup/endpoint-url-form',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'An endpoint is the bare address of a service',
  why:
    'The bucket comes from the destination path. In the endpoint it counts a second time: requests fail with NoSuchBucket or 403, ' +
    'or the archive ends up below a further folder, where nothing else finds it. It shows only when the first WAL file is archived.',
  remedy: 'Keep scheme, host and port, and leave the bucket to destinationPath.',
  exceptions: [
    'A path that ends in `/s3`, under which some services have their S3 interface.',
    'Hosts of a private link to Amazon, and stores of Google and Azure, which have no endpoint.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/399',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2510',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/6319',
  ],

  *check(subject, context) {
    for (const { path } of context.fact(storeConfigurations, subject)) {
      const field = subject.get('string', ...path, 'endpointURL');
      const isOther = [credentialsOf.google, credentialsOf.azure].some((name) => subject.has(...path, name));
      const destination = parseDestination(subject.get('string', ...path, 'destinationPath')?.value ?? '');
      if (!field || field.value === '' || isOther) continue;
      if (destination.is === 'destination' && destination.provider !== 's3') continue;
      const bucket = destination.is === 'destination' ? destination.bucket : undefined;
      const problem = judge(field.value, bucket);
      if (!problem) continue;
      const { meant, ...finding } = problem;
      const hasFix = meant !== undefined && !field.assumed;
      yield {
        at: field.at,
        ...finding,
        ...(hasFix && {
          fix: {
            title: `Leave the bucket out: "${meant}"`,
            safe: false,
            edits: subject.editor.set(subject.inDocument(...field.at.path), meant),
          },
        }),
      };
    }
  },
});

/** What is wrong with an endpoint, and which one was meant if that is plain. */
function judge(text: string, bucket: string | undefined): (Omit<RawFinding, 'at'> & { meant?: string }) | undefined {
  const endpoint = parseEndpoint(text);
  if (!endpoint) {
    // A word in capitals is left for somebody to fill in.
    const isAddress = /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/\S*)?$/u.test(text);
    if (!isAddress) return undefined;
    return {
      message: `"${text}" does not begin with "https://" or "http://"`,
      help: `Write "https://${text}", or "http://${text}" where the store has no TLS.`,
    };
  }
  const { path, host } = endpoint;
  const parts = path.split('/').slice(1);
  const origin = originOf(endpoint);
  if (bucket !== undefined && (parts[0] === bucket || parts.at(-1) === bucket)) {
    const meant = parts.length === 1 ? { meant: origin } : {};
    return {
      message: `"${text}" has the bucket "${bucket}" in its path, to which destinationPath adds it again`,
      ...meant,
    };
  }
  const rest = hostWithoutBucket(host, bucket);
  if (rest !== undefined)
    return {
      message: `The host of "${text}" begins with a bucket, which destinationPath adds to it`,
      help: `Write "${originOf({ ...endpoint, host: rest })}", with the bucket in destinationPath only.`,
    };
  if (path === '' || interfaces.test(path)) return undefined;
  return { message: `"${text}" has a path, before which no bucket is found`, help: `Write "${origin}".` };
}
