import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { writeWhole } from '../src/node/write-file.ts';
import {
  canBeRefused,
  cli,
  command,
  mended,
  newFolder,
  nobody,
  quoted,
  removeFolder,
  shell,
  writeIn,
} from './real-command.ts';

/* What the command writes arrives whole or is missed with words, and a file that is fixed is never lost. */

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const write = (name: string, content: string): string => writeIn(folder, name, content);
const fix = (...paths: string[]): ReturnType<typeof command> => command(folder, ['--fix', '-f', 'compact', ...paths]);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const temporary = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.tmp'));
/** A text whose fixed form needs more than a disk of 64 KiB holds beside it. */
const large = `${quoted}# ${'x'.repeat(40_000)}\n`;

describe('a fix', () => {
  test.each([0o600, 0o644, 0o755, 0o664])('keeps the mode %o and the owner', (mode) => {
    const path = write('a.yaml', quoted);
    chmodSync(path, mode);
    const { uid, gid } = statSync(path);
    expect(fix('a.yaml').status).toBe(0);
    expect(read('a.yaml')).toBe(mended);
    expect(statSync(path)).toMatchObject({ uid, gid });
    expect(statSync(path).mode & 0o7777).toBe(mode);
  });

  test.runIf(nobody.uid !== undefined)('keeps the owner when another, root or not, runs it', () => {
    const path = write('a.yaml', quoted);
    expect(spawnSync(process.execPath, [cli, '--fix', 'a.yaml'], { cwd: folder }).status).toBe(0);
    expect([read('a.yaml'), statSync(path).uid]).toEqual([mended, nobody.uid]);
    const foreign = writeIn(folder, 'b.yaml', quoted);
    execFileSync('chown', ['root:root', foreign]);
    chmodSync(foreign, 0o666);
    expect(fix('b.yaml').status).toBe(0);
    expect([read('b.yaml'), statSync(foreign).uid]).toEqual([mended, 0]);
  });

  test('goes through links, and both names of a file see it', () => {
    write('real/a.yaml', quoted);
    symlinkSync('real/a.yaml', join(folder, 'soft.yaml'));
    expect(fix('soft.yaml').status).toBe(0);
    expect(lstatSync(join(folder, 'soft.yaml')).isSymbolicLink()).toBe(true);
    expect(read('real/a.yaml')).toBe(mended);
    const path = write('b.yaml', quoted);
    linkSync(path, join(folder, 'hard.yaml'));
    expect(fix('hard.yaml').status).toBe(0);
    expect([read('b.yaml'), statSync(path).nlink]).toEqual([mended, 2]);
  });

  test('of one file by all its names at once happens once', () => {
    const path = write('a.yaml', quoted);
    symlinkSync('a.yaml', join(folder, 'b.yaml'));
    linkSync(path, join(folder, 'c.yaml'));
    expect(fix('.', '--rule', 'refs/*=off').stderr).toBe('cnpg-lint: mended 3 files\n');
    expect(read('a.yaml')).toBe(mended);
  });

  test.runIf(canBeRefused)('leaves a file alone that may not be written, and fixes the others', () => {
    const path = write('a.yaml', quoted);
    chmodSync(path, 0o444);
    write('b.yaml', quoted.replace('shop', 'other'));
    expect(fix('.')).toEqual({
      status: 2,
      signal: null,
      stdout: '',
      stderr: `cnpg-lint: mended b.yaml\ncnpg-lint: cannot write ${path}: permission denied; the file is as it was\n`,
    });
    expect(read('a.yaml')).toBe(quoted);
    expect(read('b.yaml')).toBe(mended.replace('shop', 'other'));
  });

  test.runIf(canBeRefused)('works in a directory in which no file may be made', () => {
    write('locked/a.yaml', quoted);
    chmodSync(join(folder, 'locked'), 0o500);
    expect(fix('locked/a.yaml').status).toBe(0);
    expect(read('locked/a.yaml')).toBe(mended);
    chmodSync(join(folder, 'locked'), 0o700);
  });

  test('does not overwrite what somebody has saved meanwhile', () => {
    const path = write('a.yaml', quoted);
    write(
      'rule.mjs',
      `import { appendFileSync } from 'node:fs';\n${ruleThat("appendFileSync('a.yaml', '# saved\\n')")}`,
    );
    write('.cnpg-lint.yaml', 'rulesFrom: [./rule.mjs]\n');
    expect(fix('a.yaml')).toMatchObject({
      status: 2,
      stderr: `cnpg-lint: ${path} has changed since it was read, and was left alone: run again\n`,
    });
    expect(read('a.yaml')).toBe(`${quoted}# saved\n`);
  });

  test('of standard input leaves files alone', () => {
    expect(command(folder, ['--fix', '-', '--stdin-filename', 'a.yaml'], quoted)).toMatchObject({
      status: 0,
      stdout: mended,
    });
    expect(existsSync(join(folder, 'a.yaml'))).toBe(false);
  });
});

describe('a new file', () => {
  const writing = (path: string) => (): void => writeWhole(join(folder, path), mended);

  test('takes the place of an old one, or none, and goes through links', () => {
    write('old.txt', quoted);
    symlinkSync('old.txt', join(folder, 'link.txt'));
    for (const name of ['new.txt', 'link.txt']) writing(name)();
    expect([read('new.txt'), read('old.txt')]).toEqual([mended, mended]);
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(writing('../../dev/null')).not.toThrow();
    expect(temporary()).toEqual([]);
  });

  test('or there is a reason', () => {
    expect(writing('gone/a.txt')).toThrow(/^cannot write .*gone\/a\.txt: no such file; the file is as it was$/u);
    expect(writing('.')).toThrow(/: is a directory; the file is as it was$/u);
  });
});

describe('a disk that is full', () => {
  const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0;

  test.runIf(canMount)('a fix changes nothing, by either name of the file, and leaves nothing behind', () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=777', 'tmpfs', disk]);
    try {
      const path = writeIn(disk, 'a.yaml', large);
      const refusal = {
        status: 2,
        stderr: `cnpg-lint: cannot write ${path}: no space left on device; the file is as it was\n`,
      };
      expect(command(disk, ['--fix', 'a.yaml'])).toMatchObject(refusal);
      expect(readdirSync(disk)).toEqual(['a.yaml']);
      expect(readFileSync(path, 'utf8')).toBe(large);
      expect(shell(disk, 'lint -f json a.yaml > report.json').status).toBe(1);
      expect(shell(disk, 'lint -f sarif a.yaml > report.json').stderr).toBe(
        'cnpg-lint: cannot write to standard output: no space left on device\n',
      );
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('a limit on the size of files is as good as a full disk', () => {
    const path = write('a.yaml', large);
    const refusal = `cnpg-lint: cannot write ${path}: file too large; the file is as it was\n`;
    expect(shell(folder, 'ulimit -f 8; lint --fix a.yaml')).toMatchObject({ status: 2, stderr: refusal });
    expect(temporary()).toEqual([]);
    linkSync(path, join(folder, 'b.yaml'));
    expect(shell(folder, 'ulimit -f 8; lint --fix a.yaml')).toMatchObject({ status: 2, stderr: refusal });
    expect(read('b.yaml')).toBe(large);
    expect(shell(folder, 'ulimit -f 8; lint -f sarif a.yaml > report.sarif')).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: cannot write to standard output: file too large\n',
    });
  });

  test.runIf(existsSync('/dev/full'))('a report that cannot be written', () => {
    write('a.yaml', quoted);
    for (const format of ['pretty', 'json', 'sarif'])
      expect(shell(folder, `lint -q -f ${format} a.yaml > /dev/full`)).toMatchObject({
        status: 2,
        stderr: 'cnpg-lint: cannot write to standard output: no space left on device\n',
      });
    expect(shell(folder, 'lint --help > /dev/full').status).toBe(2);
    expect(shell(folder, 'lint gone.yaml 2> /dev/full').status).toBe(2);
  });
});

describe('streams that close', () => {
  test('a reader that goes away is no fault', () => {
    for (let index = 0; index < 200; index++) write(`${index}.yaml`, quoted.replace('shop', `shop-${index}`));
    expect(shell(folder, '{ lint -f json .; echo "status $?" >&2; } | head -1')).toMatchObject({
      stdout: '{\n',
      stderr: 'status 1\n',
    });
    expect(shell(folder, 'lint . 2>&1 | :').stderr).toBe('');
  });

  test.each(['>&-', '2>&-', '>&- 2>&- <&-'])('closed from the beginning: %s', (redirection) => {
    write('a.yaml', quoted);
    expect(shell(folder, `lint -f compact a.yaml ${redirection}`).status).toBe(1);
  });
});

test.each([
  ['--fix', '-'],
  ['--fix-dry-run', 'a.yaml'],
  ['effective', 'a.yaml'],
])('a text goes to a terminal without what acts on it, and to all else as it is: %s %s', async (...args) => {
  write('a.yaml', quoted.replace('spec:', '  annotations: {a: "\u202e"} # \u202e\nspec:'));
  const shown = async (isTTY: boolean): Promise<string> => {
    let stdout = '';
    const written = (part: string): void => {
      stdout += part;
    };
    await main(args, {
      cwd: folder,
      env: {},
      stdout: { write: written, isTTY },
      stderr: { write: () => undefined },
      readStdin: () => Promise.resolve(read('a.yaml')),
    });
    return stdout;
  };
  expect(await shown(true)).not.toMatch(/[^\P{C}\n]/u);
  expect(await shown(false)).toContain('\u202e');
});

describe('signals', () => {
  const many = 60;
  beforeEach(() => {
    for (let index = 0; index < many; index++) write(`${index}.yaml`, quoted.replace('shop', `shop-${index}`));
  });
  /** The files that are mended; every other one is as it was. */
  const mendedFiles = (): string[] => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.startsWith('.'));
    expect(files).toHaveLength(many);
    return files.filter((name) => {
      const number = name.replace('.yaml', '');
      expect([quoted, mended].map((text) => text.replace('shop', `shop-${number}`))).toContain(read(name));
      return !read(name).includes('"3"');
    });
  };

  test.each(['SIGINT', 'SIGTERM'] as const)('%s while linting ends the run at once', (signal) => {
    write('rule.mjs', ruleThat(`process.kill(process.pid, '${signal}')`));
    write('.cnpg-lint.yaml', 'rulesFrom: [./rule.mjs]\n');
    expect(fix('.')).toMatchObject({ status: null, signal, stdout: '' });
    expect(mendedFiles()).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s while fixing waits for the file at hand', (signal) => {
    write(
      'rule.mjs',
      `process.on('newListener', (name) => name === 'SIGHUP' && setTimeout(() => process.kill(process.pid, '${signal}')));
${ruleThat('undefined')}`,
    );
    write('.cnpg-lint.yaml', 'rulesFrom: [./rule.mjs]\n');
    expect(fix('.')).toMatchObject({ status: null, signal, stdout: '' });
    expect(mendedFiles().length).toBeGreaterThan(0);
    expect(mendedFiles().length).toBeLessThan(many);
    expect(temporary()).toEqual([]);
  });

  test('130 is what a shell makes of SIGINT', () => {
    write('rule.mjs', ruleThat("process.kill(process.pid, 'SIGINT')"));
    write('.cnpg-lint.yaml', 'rulesFrom: [./rule.mjs]\n');
    expect(shell(folder, '(lint .); echo $?').stdout).toBe('130\n');
  });

  test('at any time, nothing is half written', async () => {
    const run = spawn(process.execPath, [cli, '--fix', '.'], { cwd: folder, ...nobody, stdio: 'ignore' });
    const ended = new Promise((resolve) => run.on('exit', resolve));
    while (run.exitCode === null && read('0.yaml').includes('"3"')) await new Promise(setImmediate);
    run.kill('SIGINT');
    await ended;
    mendedFiles();
    expect(temporary()).toEqual([]);
  });
});

/** A module with a rule that finds nothing, and does something the first time it is asked. */
function ruleThat(does: string): string {
  return `let done = false;
export default {
  id: 'test/rule', kinds: ['Cluster'], consequence: 'advice', preset: 'server',
  summary: 'A rule', why: 'It acts.', remedy: 'None.', references: [],
  check() {
    if (!done) ${does};
    done = true;
  },
};
`;
}
