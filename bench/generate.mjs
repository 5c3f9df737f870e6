/*
 * Makes the inputs of the benchmark, the same bytes on every run:
 *   node bench/generate.mjs FOLDER [SEED]
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  cluster,
  createApp,
  database,
  databaseRole,
  imageCatalog,
  objectStore,
  onDemandBackup,
  pooler,
  publication,
  scheduledBackup,
  subscription,
} from './cnpg.mjs';
import { fluxKustomization, kustomization, workloads } from './gitops.mjs';
import { createRandom } from './random.mjs';

const domains =
  'billing booking catalog chat claims content crm delivery energy events finance fleet forms fraud games gateway grid health hiring identity images insights inventory ledger learning legal loyalty mail maps market media metrics mobile music news notes orders parking partner payments photos planning portal pricing quality quotes reports retail returns reviews rewards risk routes sales search sensors shipping signing social status stock stream support survey tax tickets tolls tours trading travel video visits voting wallet weather wiki'.split(
    ' ',
  );
const parts =
  'admin agent alerts api archive assets audit batch board bot broker cache calendar capture cards checkout clients codes console core count cron data desk drafts edge editor engine export feed files flags flow forms hooks hub import inbox index intake jobs keys labels limits lists log match merge mirror models monitor notify offers pages panel plans policy pool print profiles proxy queue quota records relay render replay rooms router rules runs saga scan scheduler scores sessions shop signals site slots spool stats store sync tags tasks teams tenants tokens trace tracker units users vault views watch web worker'.split(
    ' ',
  );

const [folder, seed = '1'] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('usage: node bench/generate.mjs FOLDER [SEED]\n');
  process.exit(2);
}

for (const [set, make] of Object.entries({ tree: gitopsTree, resources: cnpgResources, single: singleCluster })) {
  const files = make(createRandom(Number(seed)));
  rmSync(join(folder, set), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, set, path)), { recursive: true });
    writeFileSync(join(folder, set, path), text);
  }
  process.stdout.write(`${set}: ${describe([...files.values()])}\n`);
}

/** A GitOps repository of 15,000 files, of which 300 hold a CNPG resource. */
function gitopsTree(random) {
  const wanted = 15_000;
  const wantedOurs = 300;
  const files = new Map();
  let ours = 0;
  for (const name of names(random)) {
    // Spread evenly, and all placed a little before the end.
    const hasDatabase = ours * (wanted - 300) < wantedOurs * files.size;
    const app = { ...createApp(name, random), port: random.integer(3000, 9999), hasDatabase };
    const database = hasDatabase ? setup(app, random).slice(0, wantedOurs - ours) : [];
    ours += database.length;
    const chosen = random.some(Object.keys(workloads), random.integer(6, 13)).sort();
    const folders = [...chosen, ...(hasDatabase ? ['../database'] : [])];
    const written = [
      ['ks.yaml', fluxKustomization(app, random)],
      ['app/kustomization.yaml', kustomization(folders, app.namespace)],
      ...(hasDatabase ? [['database/kustomization.yaml', kustomization(database.map(fileName))]] : []),
      ...database.map((resource) => [`database/${fileName(resource)}`, resource.text]),
      ...chosen.map((file) => [`app/${file}`, workloads[file](app, random)]),
    ];
    for (const [path, text] of written) {
      files.set(`apps/${name}/${path}`, stream([text], random));
      if (files.size === wanted) return files;
    }
  }
  throw new Error('too few names');
}

/** 12,000 CNPG resources in 8,700 files. */
function cnpgResources(random) {
  const setups = [];
  let left = 12_000;
  let merges = 12_000 - 8_700;
  let publisher;
  for (const name of names(random)) {
    const app = createApp(name, random);
    if (left < 3) app.backup = 'none';
    if (random.chance(0.004)) app.publisher = publisher;
    const resources = setup(app, random).slice(0, left);
    if (resources.some(({ kind }) => kind === 'Publication')) publisher = app;
    left -= resources.length;
    setups.push({ app, resources });
    if (left === 0) break;
  }
  // What people put into one file: databases of one cluster, its roles, or the cluster with all about its backup.
  const groupings = [['Database'], ['DatabaseRole'], ['Cluster', 'ObjectStore', 'ScheduledBackup'], ['Pooler']];
  const files = new Map();
  for (const kinds of [...groupings, undefined])
    for (const { app, resources } of random.shuffled(setups)) {
      const group = resources.filter(({ kind }) => (kinds ? kinds.includes(kind) : !groupings.flat().includes(kind)));
      const together = kinds ? Math.min(merges, Math.max(0, group.length - 1)) : 0;
      merges -= together;
      const [first, ...others] = [group.slice(0, together + 1), ...group.slice(together + 1).map((one) => [one])];
      for (const content of [first, ...others].filter(({ length }) => length > 0)) {
        const secret =
          content[0].kind === 'Cluster' && random.chance(0.1) ? [workloads['externalsecret.yaml'](app, random)] : [];
        const path = `${app.name.split('-')[0]}/${app.name}/${fileName(content[0])}`;
        files.set(path, stream([...secret, ...content.map(({ text }) => text)], random));
      }
    }
  return files;
}

/** One file with a Cluster of 60 lines. */
function singleCluster(random) {
  for (const name of names(random)) {
    const text = cluster({ ...createApp(name, random), backup: 'in-tree' }, random);
    if (text.length === 60) return new Map([['cluster.yaml', stream([text], { chance: () => false })]]);
  }
  throw new Error('no Cluster of that length');
}

/** The resources of one database: the Cluster first, then its backups, then what uses it. */
function setup(app, random) {
  if (random.chance(0.01)) app.catalog = `${app.name}-postgres-images`;
  const numbered = (share, most) =>
    random.chance(share) ? Array.from({ length: random.integer(2, most) }, (_, index) => index) : [];
  const roles = random.some(['reader', 'writer', 'exporter', 'migrator', 'analyst'], numbered(0.06, 5).length);
  const databases = [
    ...(random.chance(0.1) ? [app.database] : []),
    ...numbered(0.12, 6).map((index) => `${app.database}_${index}`),
  ];
  return [
    ['Cluster', cluster(app, random)],
    app.backup === 'plugin' && ['ObjectStore', objectStore(app, random)],
    app.backup !== 'none' && random.chance(0.95) && ['ScheduledBackup', scheduledBackup(app, random)],
    random.chance(0.12) && ['Pooler', pooler(app, random)],
    random.chance(0.04) && ['Pooler', pooler(app, random, 'ro'), 'ro'],
    app.backup !== 'none' && random.chance(0.07) && ['Backup', onDemandBackup(app, random)],
    ...databases.map((name) => ['Database', database(app, random, name), name]),
    ...roles.map((role) => ['DatabaseRole', databaseRole(app, random, role), role]),
    random.chance(0.004) && ['Publication', publication(app, random)],
    app.publisher && ['Subscription', subscription(app, random)],
    app.catalog && ['ImageCatalog', imageCatalog(app, random)],
  ]
    .filter(Boolean)
    .map(([kind, text, suffix]) => ({ kind, text, suffix }));
}

function fileName({ kind, suffix }) {
  return `${kind.toLowerCase()}${suffix ? `-${suffix.replaceAll('_', '-')}` : ''}.yaml`;
}

/** Pairs of words, each once. */
function names(random) {
  return random.shuffled(domains.flatMap((domain) => parts.map((part) => `${domain}-${part}`)));
}

/** Documents in one text; about half of all files begin with a separator. */
function stream(documents, random) {
  return `${random.chance(0.54) ? '---\n' : ''}${documents.map((text) => `${text.join('\n')}\n`).join('---\n')}`;
}

function describe(texts) {
  const ours = /^apiVersion: (?:postgresql|barmancloud)\.cnpg\.io\//gmu;
  const counts = texts.map((text) => text.match(ours)?.length ?? 0);
  const lengths = texts
    .filter((_, index) => counts[index] > 0)
    .map((text) => text.split('\n').length - 1)
    .sort((a, b) => a - b);
  const lengthAt = (share) => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))];
  const kilobytes = Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000);
  return (
    `${texts.length} files of ${kilobytes} kB, ${counts.reduce((sum, count) => sum + count, 0)} CNPG resources in ${lengths.length} of them, ` +
    `whose lengths are ${[0, 0.1, 0.5, 0.9, 1].map(lengthAt).join(' / ')} lines (shortest, 10 %, median, 90 %, longest)`
  );
}
