/*
 * Tries values of settings on a real server of each PostgreSQL major and records the answers for the tests:
 * `npm run postgres:values`. For maintainers, on Linux, after `npm run postgres:settings`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { majors, withServer } from './postgres/server.mjs';

const output = new URL('../fixtures/postgres/values.json', import.meta.url);
const { settings } = JSON.parse(readFileSync(new URL('../schemas/postgres/settings.json', import.meta.url), 'utf8'));

/** What more than the value decides: other settings, the build, the machine, a rule of its own. */
const others =
  /^(?:allow_alter_system|autovacuum_max_workers|bonjour|default_toast_compression|io_(?:max_concurrency|method)|max_(?:connections|stack_depth|wal_senders|worker_processes)|transaction_(?:deferrable|isolation|read_only)|vacuum_buffer_usage_limit|wal_compression|(?:commit_timestamp|multixact_member|multixact_offset|notify|serializable|subtransaction|transaction)_buffers)$/u;

/** What is no setting of the session that tries it, or would end that. */
const unread = /^tcp_|timeout/u;

const words = [
  'on',
  'OFF',
  'true',
  'F',
  'Yes',
  'n',
  '1',
  '0',
  'o',
  'of',
  'tru',
  'enabled',
  '',
  ' on',
  'on ',
  '2',
  'none',
];
const numbers =
  '0 1 -1 +5 2 16 64 100 1000 300000 1.5 .5 5. 0.0009 30.1 1e2 1E3 1e-2 0x10 0x1F 010 08 0x 0x1.8 1_000 1,5 inf nan 12abc 1e 2147483647 2147483648 99999999999999999999 1e400'.split(
    ' ',
  );
const memory = ['', 'kB', 'MB', 'GB', 'TB', 'B', ' kB', 'Mi', 'KB', 'mb', 'G', 'ms'];
const time = ['', 'us', 'ms', 's', 'min', 'h', 'd', ' min ', 'm', 'sec', 'S', 'kB'];
const none = ['', '', '', ' ', '%', 'kB', 's'];

// Always the same numbers, so that recording again changes nothing but the answers.
let seed = 1;
function pick(list) {
  seed = (seed * 48_271) % 2_147_483_647;
  return list[seed % list.length];
}

const tried = settings
  .filter(
    ({ name, type, alias, context }) => !alias && context !== 'internal' && type !== 'string' && !others.test(name),
  )
  .flatMap((setting) => [...new Set(candidates(setting))].map((value) => ({ setting, value })));
const answers = tried.map(({ setting: { name }, value }) => ({ name, value, taken: '', reads: undefined }));

for (const major of majors)
  await withServer(major, async (client) => {
    for (const library of new Set(settings.map(({ name }) => name.split('.')))) {
      if (library.length === 2) await client.query(`LOAD '${library[0].replace(/^pltclu$/u, 'pltcl')}'`);
    }
    for (const [index, { setting, value }] of tried.entries()) {
      const answer = answers[index];
      const isThere = major >= (setting.since ?? majors[0]) && major <= (setting.until ?? majors.at(-1));
      const isTaken = isThere && (await takes(client, setting.name, value));
      answer.taken += isThere ? (isTaken ? '+' : '-') : '.';
      if (isTaken) answer.reads = await read(client, setting, value);
    }
    console.error(`PostgreSQL ${major}: ${answers.filter(({ taken }) => !taken.endsWith('.')).length} values`);
  });

const lines = answers.map(({ name, value, taken, reads }) =>
  JSON.stringify([name, value, taken, ...(reads ? [reads] : [])]),
);
writeFileSync(output, `{"majors":${JSON.stringify(majors)},"answers":[\n${lines.join(',\n')}\n]}\n`);

function candidates({ type, values, min, max, unit }) {
  if (type === 'boolean') return [pick(words), pick(words), pick(words)];
  if (type === 'enum') return [pick(values), pick(values).toUpperCase(), pick(words), `${pick(values)} `];
  const units = unit === undefined ? none : /B$/u.test(unit) ? memory : time;
  return [String(min - 1), String(max + 1), ...Array.from({ length: 4 }, () => pick(numbers) + pick(units))];
}

/** Whether a value may stand in the configuration file. */
async function takes(client, name, value) {
  const { error } = await client.query(`ALTER SYSTEM SET ${name} = ${quoted(value)}`);
  return !error;
}

/** What the server makes of a value, where a session may set it. */
async function read(client, { name, context }, value) {
  if (!['user', 'superuser'].includes(context) || unread.test(name)) return undefined;
  const look = `SELECT setting FROM pg_settings WHERE name = '${name}'`;
  const { rows, error } = await client.query(`BEGIN; SET LOCAL ${name} = ${quoted(value)}; ${look}; ROLLBACK`);
  if (error) await client.query('ROLLBACK');
  return rows[0]?.[0];
}

function quoted(value) {
  return `'${value.replaceAll("'", "''")}'`;
}
