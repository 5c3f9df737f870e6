import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunRequest, run } from '../src/node/run.ts';

/* Runs over a base and its overlays: whose configuration holds, what suppresses, and what a change changes. */

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  write('base/db.yaml', cluster('{instances: 3, storage: {size: 5Gi}, resources: {requests: {memory: 2Gi}}}'));
  write('base/kustomization.yaml', 'resources: [db.yaml]\n');
  for (const name of ['production', 'staging']) overlay(name, '{resources: {limits: {memory: 1Gi}}}');
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const path = join(cwd, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function cluster(spec: string, metadata = '{name: db}'): string {
  return `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: ${metadata}\nspec: ${spec}\n`;
}

function overlay(name: string, spec: string, metadata?: string): void {
  write(`${name}/kustomization.yaml`, 'resources: [../base]\npatches: [{path: patch.yaml}]\n');
  write(`${name}/patch.yaml`, cluster(spec, metadata));
}

const rule = 'admission/resources-request-above-limit';

/** Where a run shows the findings of a rule, and where else each points. */
async function shown(request: Partial<RunRequest> = {}, id = rule): Promise<string[]> {
  const { report } = await run({ patterns: ['.'], cwd, index: '.', ...request });
  return report.findings
    .filter((finding) => finding.rule === id || finding.rule.startsWith('suppression/'))
    .map((one) => [`${one.rule.split('/')[0]} ${one.file}`, ...one.related.map(({ file }) => file)].join(' < '));
}

describe('the configuration of the last patch is that of the merged object', () => {
  test('with one for all, what is wrong is shown where it stands', async () => {
    expect(await shown()).toEqual(['admission base/db.yaml < production/patch.yaml']);
  });

  test('where the base has another one, it is shown in the patch', async () => {
    write('.cnpg-lint.yaml', `overrides: [{files: [base/**], rules: {${rule}: off}}]\n`);
    expect(await shown()).toEqual([
      'admission production/patch.yaml < base/db.yaml < production/patch.yaml',
      'admission staging/patch.yaml < base/db.yaml < staging/patch.yaml',
    ]);
  });

  test('a rule that is off for an overlay says nothing of its object', async () => {
    write('.cnpg-lint.yaml', `overrides: [{files: [production/**], rules: {${rule}: off}}]\n`);
    expect(await shown()).toEqual(['admission base/db.yaml < staging/patch.yaml']);
    write('.cnpg-lint.yaml', `overrides: [{files: [production/**, staging/**], rules: {${rule}: off}}]\n`);
    expect(await shown()).toEqual([]);
  });

  test('so is its version', async () => {
    write('production/.cnpg-lint.yaml', 'cnpgVersion: "1.28"\n');
    const both = ['admission base/db.yaml < staging/patch.yaml'];
    both.push('admission production/patch.yaml < base/db.yaml < production/patch.yaml');
    expect(await shown()).toEqual(both);
    const quorum = 'admission/failover-quorum-synchronous-required';
    overlay('production', '{instances: 3}', '{name: db, annotations: {alpha.cnpg.io/failoverQuorum: "true"}}');
    expect(await shown({}, quorum)).toHaveLength(1);
    write('production/.cnpg-lint.yaml', 'cnpgVersion: "1.26"\n');
    expect(await shown({}, quorum)).toEqual([]);
  });

  test('what the base says by itself is not said again, unless it is off there', async () => {
    const text = 'bootstrap/single-method';
    const wrong = '{bootstrap: {initdb: {}, pg_basebackup: {source: a}}, storage: {size: 1Gi}}';
    write('base/db.yaml', cluster(wrong));
    const own = 'bootstrap base/db.yaml';
    const count = async (): Promise<number> => (await shown({}, text)).filter((one) => one.startsWith(own)).length;
    expect([await count(), (await shown({}, text)).length]).toEqual([1, 1]);
    write('production/.cnpg-lint.yaml', 'cnpgVersion: "1.28"\n');
    expect([await count(), (await shown({}, text)).length]).toEqual([1, 1]);
    write('.cnpg-lint.yaml', `overrides: [{files: [base/**], rules: {${text}: off}}]\n`);
    expect([await count(), (await shown({}, text)).length]).toEqual([0, 2]);
  });
});

describe('what suppresses', () => {
  const comment = `# cnpg-lint-disable-line ${rule} -- measured\n`;
  const annotated = `{name: db, annotations: {cnpg-lint/disable: ${rule} -- measured}}`;
  const base = '{instances: 3, storage: {size: 5Gi}, resources: {requests: {memory: 2Gi}}}';
  const limit = '{resources: {limits: {memory: 1Gi}}}';
  const other = (): void => write('production/.cnpg-lint.yaml', 'cnpgVersion: "1.28"\n');

  test('a comment where the finding stands, wherever it is shown', async () => {
    write('base/db.yaml', cluster(`${base} ${comment}`));
    expect(await shown()).toEqual([]);
    expect(await shown({ patterns: ['production/patch.yaml'] })).toEqual([]);
    other();
    expect(await shown()).toEqual([]);
  });

  test('a comment where the finding is shown', async () => {
    overlay('production', `${limit} ${comment}`);
    other();
    expect(await shown()).toEqual(['admission base/db.yaml < staging/patch.yaml']);
  });

  test('an annotation of a patch, for that environment', async () => {
    overlay('production', limit, annotated);
    expect(await shown()).toEqual(['admission base/db.yaml < staging/patch.yaml']);
    other();
    expect(await shown()).toEqual(['admission base/db.yaml < staging/patch.yaml']);
    overlay('staging', limit, annotated);
    expect(await shown()).toEqual([]);
  });

  test('an annotation of the base, for all', async () => {
    write('base/db.yaml', cluster(base, annotated));
    expect(await shown()).toEqual([]);
    expect(await shown({ patterns: ['staging'] })).toEqual([]);
    other();
    expect(await shown()).toEqual([]);
  });

  test('and a comment without a finding is of no use', async () => {
    write('base/db.yaml', cluster(`${base} ${comment}`));
    for (const name of ['production', 'staging']) overlay(name, '{resources: {limits: {memory: 4Gi}}}');
    expect(await shown()).toEqual(['suppression base/db.yaml']);
  });
});

describe('a change against a git revision', () => {
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd });
  const changed = (id?: string): Promise<string[]> => shown({ base: 'HEAD', onlyChanges: true }, id);
  const shrink = 'admission/storage-shrink';

  beforeEach(() => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
  });

  test('is none where nothing changed', async () => {
    expect(await shown({ base: 'HEAD' })).toHaveLength(1);
    expect(await changed()).toEqual([]);
  });

  test('of one patch is a change of one object', async () => {
    overlay('production', '{storage: {size: 3Gi}, resources: {limits: {memory: 1500Mi}}}');
    expect(await changed()).toEqual(['admission base/db.yaml < production/patch.yaml']);
    const [before, after] = ['HEAD:base/db.yaml', 'base/db.yaml'];
    expect(await changed(shrink)).toEqual([`admission production/patch.yaml < ${before} < ${after}`]);
  });

  test('that adds an environment is none of the others', async () => {
    overlay('small', '{storage: {size: 1Gi}}');
    expect(await changed(shrink)).toEqual([]);
  });

  test('says nothing of what was patched in ways that are not followed', async () => {
    for (const name of ['production', 'staging'])
      write(
        `${name}/kustomization.yaml`,
        'resources: [../base]\npatches: [{target: {kind: Cluster}, patch: "[{op: replace, path: /spec/storage/size, value: 1Gi}]"}]\n',
      );
    git('commit', '-qam', 'two');
    overlay('production', '{storage: {size: 2Gi}}');
    expect(await changed(shrink)).toEqual([]);
  });
});
