import { effective } from '../../src/facts/effective.ts';
import { referents } from '../../src/facts/referents.ts';
import { secretValue } from '../../src/facts/secret-values.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'bootstrap/secret-username-matches-owner',
  kinds: ['Cluster'],
  about: 'spec.bootstrap',
  consequence: 'refused',
  preset: 'recommended',
  summary: 'The user name in the secret of a new database is the owner of the database',
  why:
    'The operator creates the role by the name of the owner, and refuses a secret of another one: "wrong username in secret". The role ' +
    'gets no password, and applications that take both from the secret cannot log in.',
  remedy: 'Make the username of the Secret and the owner of the database the same.',
  exceptions: [
    'Secrets that the run does not see, that are encrypted, or that another resource produces.',
    'A user name that differs by a newline alone, of which bootstrap/secret-trailing-newline speaks.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
    'https://cloudnative-pg.io/documentation/current/applications/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/268',
  ],

  *check(cluster, context) {
    if (cluster.isPartial) return;
    for (const method of ['initdb', 'recovery', 'pg_basebackup']) {
      const path = ['spec', 'bootstrap', method];
      const name = cluster.get('string', ...path, 'secret', 'name');
      if (!name || name.assumed || cluster.isUnknown(...path, 'database')) continue;
      // The owner defaults to the database.
      const owner = context.fact(effective, cluster).get('string', ...path, 'owner');
      if (!owner || owner.assumed) continue;
      const found = referents(context.project, cluster, 'Secret', name.value).map((secret) =>
        secretValue(secret, 'username'),
      );
      const [username] = found;
      const isWrong = found.every((value) => value !== undefined && value.text.replace(/\n$/u, '') !== owner.value);
      if (!username || !isWrong) continue;
      const isWritten = cluster.has(...path, 'owner');
      yield {
        at: name.at,
        message: `The user name in Secret "${name.value}" is "${username.text}", but the owner of the database is "${owner.value}"`,
        related: [
          { at: username.at, message: username.isBase64 ? `This is "${username.text}"` : 'The user name' },
          {
            at: cluster.at(...path, isWritten ? 'owner' : 'database'),
            message: isWritten ? 'The owner' : `Without an owner, it is "${owner.value}"`,
          },
        ],
      };
    }
  },
});
