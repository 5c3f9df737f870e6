import { backupSetup } from '../../src/facts/backup-setup.ts';
import { defineRule } from '../../src/rule/index.ts';
import { parseParameterTime } from '../../src/values/parameter-time.ts';
import { parseSpan, spanInWords, spanPattern } from '../../src/values/span.ts';

export default defineRule({
  id: 'backup/archive-timeout',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'The archive is never more than some minutes behind',
  why:
    'PostgreSQL archives a WAL segment when it is full, which takes days on a quiet database, or after archive_timeout. ' +
    'What is in a segment that was not archived is lost with the volumes, and a backup from a standby may not finish.',
  remedy: 'Remove the parameter, which leaves it at five minutes, or set a few minutes.',
  exceptions: ['A cluster that archives nothing.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/wal_archiving/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/postgres/configuration.go',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/652',
  ],
  options: {
    schema: {
      maxRpo: { type: 'string', pattern: spanPattern, description: 'The most that the archive may be behind' },
    },
    defaults: { maxRpo: '15m' },
  },

  check(cluster, context) {
    const field = cluster.get('string', 'spec', 'postgresql', 'parameters', 'archive_timeout');
    const seconds = field && parseParameterTime(field.value, 's');
    if (!field || seconds === undefined || seconds < 0) return undefined;
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const isOff = cluster.text('metadata', 'annotations', 'cnpg.io/skipWalArchiving')?.value === 'enabled';
    if (isOff || !(inTree || plugins.some(({ isForBackup }) => isForBackup))) return undefined;
    const most = parseSpan(context.options.maxRpo) ?? Number.POSITIVE_INFINITY;
    const isNever = Math.round(seconds) === 0;
    if (!isNever && seconds <= most) return undefined;
    return {
      at: field.at,
      message: isNever
        ? `With an archive_timeout of "${field.value}" a quiet database archives nothing until a WAL segment is full, which may take days`
        : `With an archive_timeout of "${field.value}" the archive may be ${spanInWords(seconds)} behind, and a restore loses as much`,
      ...(most < 300 && { help: `Set archive_timeout to ${spanInWords(most)} or less.` }),
    };
  },
});
