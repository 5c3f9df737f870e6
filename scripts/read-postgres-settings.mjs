/*
 * Reads the settings of each PostgreSQL major from a real server and writes schemas/postgres/settings.json:
 * `npm run postgres:settings`. For maintainers, on Linux; it fetches servers of some 60 MB each into .cache/.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { majors, withServer } from './postgres/server.mjs';

const output = new URL('../schemas/postgres/settings.json', import.meta.url);

/** Libraries of PostgreSQL itself that have settings; a major may lack one. */
const libraries = [
  'basebackup_to_shell',
  'basic_archive',
  'isn',
  'passwordcheck',
  'pg_trgm',
  'pgcrypto',
  'plpgsql',
  'pltcl',
  'postgres_fdw',
];

/** Settings that a server knows without listing them, with their contexts. */
const unlisted = {
  default_with_oids: 'user',
  is_superuser: 'internal',
  role: 'user',
  seed: 'user',
  session_authorization: 'user',
  ssl_renegotiation_limit: 'user',
};

/** Former names that a server may still take, and what they are called now. */
const formerNames = {
  force_parallel_mode: 'debug_parallel_query',
  sort_mem: 'work_mem',
  ssl_ecdh_curve: 'ssl_groups',
  vacuum_mem: 'maintenance_work_mem',
};

/** What the servers of the package are built without, but those of Debian, and so the images, with. */
const builtElsewhere = {
  default_toast_compression: ['lz4'],
  io_method: ['io_uring'],
  wal_compression: ['lz4', 'zstd'],
};

/** Words that an enumerated setting may take although it does not list them; beside those that any other one lists. */
const words = [
  '0',
  '1',
  'archive',
  'debug',
  'f',
  'false',
  'hot_standby',
  'n',
  'no',
  'off',
  'on',
  't',
  'true',
  'y',
  'yes',
];

const types = { bool: 'boolean', enum: 'enum', integer: 'integer', real: 'real', string: 'string' };

const byName = new Map();
const releases = {};
for (const major of majors) {
  await withServer(major, async (client) => {
    for (const library of libraries) await client.query(`LOAD '${library}'`);
    const [[version]] = await client.rows('SHOW server_version');
    releases[major] = version.split(' ')[0];
    const settings = await read(client);
    for (const setting of settings) {
      const entries = byName.get(setting.name) ?? [];
      byName.set(setting.name, entries);
      entries.push({ major, setting });
    }
    console.error(`PostgreSQL ${releases[major]}: ${settings.length} settings`);
  });
}
const lines = [...byName.keys()].sort().flatMap((name) => spans(byName.get(name)));
const text = [
  '{',
  `"releases": ${JSON.stringify(releases)},`,
  '"settings": [',
  lines.map((line) => JSON.stringify(line)).join(',\n'),
  ']',
  '}',
];
await mkdir(new URL('.', output), { recursive: true });
await writeFile(output, `${text.join('\n')}\n`);

/** Every setting that the server of a client takes. */
async function read(client) {
  const rows = await client.rows(
    `SELECT row_to_json(s) FROM (SELECT name, vartype, unit, min_val, max_val, enumvals, context, boot_val
     FROM pg_settings ORDER BY name) s`,
  );
  const listed = rows.map(([json]) => JSON.parse(json));
  const all = [...new Set([...words, ...listed.flatMap(({ enumvals }) => enumvals ?? [])])].sort();
  const settings = [];
  for (const { name, vartype, unit, min_val, max_val, enumvals, context, boot_val } of listed) {
    const values = enumvals && withBuilt(name, enumvals);
    // What nobody can set has only a name; the rest of it differs from build to build.
    if (context === 'internal') settings.push({ name, type: types[vartype], context });
    else
      settings.push({
        name,
        type: types[vartype],
        ...(unit && { unit }),
        ...((vartype === 'integer' || vartype === 'real') && { min: Number(min_val), max: Number(max_val) }),
        ...(values && { values }),
        ...(values && (await alsoTaken(client, name, all, values))),
        context,
        ...(boot_val !== null && { default: boot_val }),
      });
  }
  const names = new Set(settings.map(({ name }) => name));
  for (const [name, context] of Object.entries(unlisted))
    if (await exists(client, name)) settings.push({ name, type: 'string', context });
  for (const [name, alias] of Object.entries(formerNames))
    if (!names.has(name) && (await exists(client, name))) settings.push({ name, alias });
  return settings;
}

async function exists(client, name) {
  const [[value]] = await client.rows(`SELECT current_setting('${name}', true)`);
  return value !== null;
}

/** The words that an enumerated setting takes beside the values that it lists. */
async function alsoTaken(client, name, candidates, values) {
  const taken = [];
  for (const word of candidates.filter((candidate) => !values.includes(candidate))) {
    const { error } = await client.query(`ALTER SYSTEM SET ${name} TO '${word}'`);
    if (!error) taken.push(word);
  }
  return taken.length > 0 ? { alsoTaken: taken } : {};
}

/** Only where the server has the choice at all: before PostgreSQL 15, wal_compression is a boolean. */
function withBuilt(name, values) {
  return [...values, ...(builtElsewhere[name] ?? []).filter((value) => !values.includes(value))];
}

/** What is the same in consecutive majors, once, with the first and the last of them; without one, all that are known. */
function spans(entries) {
  const found = [];
  for (const { major, setting } of entries) {
    const last = found.at(-1);
    const isSame = last?.until === major - 1 && JSON.stringify(last.setting) === JSON.stringify(setting);
    if (isSame) last.until = major;
    else found.push({ since: major, until: major, setting });
  }
  return found.map(({ since, until, setting: { name, ...rest } }) => ({
    name,
    ...(since !== majors[0] && { since }),
    ...(until !== majors.at(-1) && { until }),
    ...rest,
  }));
}
