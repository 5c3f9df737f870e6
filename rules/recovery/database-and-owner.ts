import { bootstrapNames } from '../../src/facts/bootstrap-names.ts';
import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { referents } from '../../src/facts/referents.ts';
import { secretValue } from '../../src/facts/secret-values.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

const names = ['database', 'owner'];

export default defineRule<{ readonly withoutEvidence: boolean }>({
  id: 'recovery/database-and-owner',
  kinds: ['Cluster'],
  about: 'spec.bootstrap',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A restored Cluster names the database and the owner of its source',
  why:
    'Without them both are "app". The operator then makes a user and a secret for a database that is not the restored one, and ' +
    'applications that read the secret cannot log in.',
  remedy: 'Set database and owner to those of the source, and secret to keep the password.',
  exceptions: [
    'A source that has the database "app" of the owner "app" itself.',
    'Where neither a secret nor the source in view tells of other names; the option `withoutEvidence` reports that as advice.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#configure-the-application-database',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5004',
    'https://github.com/cloudnative-pg/charts/issues/546',
  ],
  options: {
    schema: {
      withoutEvidence: {
        type: 'boolean',
        description: 'Report, as advice, also where nothing tells that the names differ',
      },
    },
    defaults: { withoutEvidence: false },
  },

  *check(cluster, context) {
    for (const method of ['recovery', 'pg_basebackup']) {
      const path = ['spec', 'bootstrap', method];
      if (!cluster.has(...path) || cluster.isPartial) continue;
      const isOpen = names.some(
        (name) => cluster.isUnknown(...path, name) || mayBePatched(cluster, context, ...path, name),
      );
      if (isOpen) continue;
      const missing = names.filter((name) => cluster.isEmpty(...path, name));
      const own = bootstrapNames(context.fact(effective, cluster), method);
      const at = cluster.at(...path, missing[0] ?? 'database');
      const link = context.fact(sourceClusters, cluster).find((one) => one.path[2] === method);
      const isSure = link && !mayBePatched(link.source, context, 'spec', 'bootstrap');
      const theirs = isSure ? bootstrapNames(context.fact(effective, link.source)) : undefined;
      if (link && own && theirs) {
        const wrong = missing.filter((name) =>
          name === 'database' ? own.database !== theirs.database : own.owner !== theirs.owner,
        );
        if (wrong.length === 0) continue;
        yield {
          at,
          message: `Without ${wrong.join(' and ')} the application gets database "${own.database}" of owner "${own.owner}", but source "${link.source.name}" has "${theirs.database}" of "${theirs.owner}"`,
          help: `Set database to "${theirs.database}" and owner to "${theirs.owner}".`,
          related: [{ at: link.source.at(...theirs.path, 'database'), message: 'The source' }],
        };
        continue;
      }
      const secret = cluster.get('string', ...path, 'secret', 'name');
      if (link || missing.length < 2) continue;
      const users = secret
        ? referents(context.project, cluster, 'Secret', secret.value).map((one) => secretValue(one, 'username')?.text)
        : [];
      if (secret && !users.includes('app'))
        yield {
          at,
          message: `The recovery keeps the password in Secret "${secret.value}", but gives it to the owner "app" of a database "app"`,
          related: [{ at: secret.at, message: 'The secret of the application' }],
        };
      else if (!secret && context.options.withoutEvidence)
        yield { at, message: 'Database and owner are not named, so both are "app"', severity: 'info' };
    }
  },
});
