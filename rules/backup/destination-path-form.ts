import { credentialsOf, storeConfigurations } from '../../src/facts/object-store-configurations.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';
import {
  type Destination,
  destinationForms,
  type Provider,
  parseDestination,
} from '../../src/values/destination-path.ts';

const providers: readonly Provider[] = ['s3', 'google', 'azure'];

export default defineRule({
  id: 'backup/destination-path-form',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A destination path has the form of its provider',
  why:
    'The API server takes any text. barman-cloud refuses what it cannot read when the first WAL file is archived: nothing is ever backed up, ' +
    'and the WAL piles up until the volume is full.',
  remedy:
    'Write `s3://bucket/folder`, `gs://bucket/folder` or `https://account.blob.core.windows.net/container/folder`, without a slash at the end.',
  exceptions: [
    'A slash behind the bucket alone is customary. Behind a folder it is advice, as are two slashes in a row and what follows a "?": removing them may move the archive.',
    'Placeholders, and credentials that a patch may change.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4890',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8908',
    'https://github.com/EnterpriseDB/barman/issues/944',
  ],

  *check(subject, context) {
    for (const { path } of context.fact(storeConfigurations, subject)) {
      const field = subject.get('string', ...path, 'destinationPath');
      // An empty one is refused by the schema.
      if (!field || field.value === '') continue;
      const destination = parseDestination(field.value);
      const given = providers.filter((provider) => subject.has(...path, credentialsOf[provider]));
      const [own] = given;
      if (destination.is === 'fault') {
        const { reason, meant } = destination;
        const form = own === undefined ? undefined : destinationForms[own];
        yield {
          at: field.at,
          message: `"${field.value}" ${reason}`,
          ...(meant === undefined
            ? form !== undefined && { help: `Write it as ${form}.` }
            : { help: `Write "${meant}".` }),
        };
        continue;
      }
      if (own !== undefined && !given.includes(destination.provider) && !mayBePatched(subject, context, ...path)) {
        yield {
          at: field.at,
          message: `"${field.value}" does not fit the ${credentialsOf[own]} of the store`,
          help: `Write it as ${destinationForms[own]}, or give the credentials of its provider.`,
          related: [{ at: subject.key(...path, credentialsOf[own]), message: 'The credentials' }],
        };
        continue;
      }
      const flaw = flawOf(destination);
      if (flaw !== undefined)
        yield {
          at: field.at,
          message: `"${field.value}" ${flaw}`,
          severity: 'info',
          help: 'Leave it out of a new archive; in one that is in use, changing it may move where WAL is written.',
        };
    }
  },
});

/** What is better left out of a destination. Google's is read without the slashes at its end. */
function flawOf({ provider, folder, rest }: Destination): string | undefined {
  if (rest !== '') return `goes on with "${rest.length > 30 ? `${rest.slice(0, 30)}…` : rest}", which is ignored`;
  if (folder.replace(/\/$/u, '').includes('//')) return 'has two slashes in a row, which make a folder without a name';
  return folder.endsWith('/') && provider !== 'google'
    ? 'ends with a slash, which may end up doubled in the archive'
    : undefined;
}
