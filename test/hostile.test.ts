import { isUtf8 } from 'node:buffer';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decode, encode } from '../src/node/utf8.ts';
import {
  canBeRefused,
  cli,
  command,
  giveAway,
  mended,
  newFolder,
  nobody,
  quoted,
  removeFolder,
  shell,
  writeIn,
} from './real-command.ts';

/* Odd file systems and odd contents: the real command ends with a status that the contract names, and with words. */

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const write = (name: string, content: string | Uint8Array): string => writeIn(folder, name, content);
const lint = (...args: string[]): ReturnType<typeof command> => command(folder, ['-f', 'compact', ...args]);
/** What is said of the Cluster with one mistake. */
const mistake = (file: string): string =>
  `${file}:6:14: error: Quoted "3" is a string, and "instances" takes an integer [schema/wrong-type]\n`;

/** Expects that one path is refused, with the reason, and that all others are linted nevertheless. */
function expectRefusal(path: string, reason: string, ...more: string[]): void {
  write('other.yaml', quoted);
  expect(lint('other.yaml', path, ...more)).toEqual({
    status: 2,
    signal: null,
    stdout: mistake('other.yaml'),
    stderr: `cnpg-lint: cannot read ${path}: ${reason}\n`,
  });
}

describe('what is no readable file', () => {
  test.runIf(canBeRefused)('a file or a directory without permission', () => {
    chmodSync(write('secret.yaml', quoted), 0);
    expectRefusal('secret.yaml', 'permission denied');
    write('locked/a.yaml', quoted);
    chmodSync(join(folder, 'locked'), 0);
    expectRefusal('locked', 'permission denied');
    expectRefusal('locked/a.yaml', 'permission denied');
    expect(lint('.')).toEqual({
      status: 2,
      signal: null,
      stdout: mistake('other.yaml'),
      stderr:
        'cnpg-lint: cannot read locked: permission denied\ncnpg-lint: cannot read secret.yaml: permission denied\n',
    });
    expect(command(folder, ['effective', 'locked'])).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: cannot read locked: permission denied\n',
    });
    // What merely stands beside is nobody's request.
    expect(lint('other.yaml')).toMatchObject({ status: 1, stderr: '' });
    chmodSync(join(folder, 'locked'), 0o700);
  });

  test.runIf(canBeRefused)('a directory that may be listed and not entered', () => {
    write('listed/a.yaml', quoted);
    chmodSync(join(folder, 'listed'), 0o600);
    expectRefusal('listed/a.yaml', 'permission denied');
    expect(lint('listed').stderr).toBe('cnpg-lint: cannot read listed/a.yaml: permission denied\n');
    expect(lint('listed/*.yaml')).toMatchObject({ status: 2, stdout: '' });
    chmodSync(join(folder, 'listed'), 0o700);
  });

  test('links that lead nowhere or in a circle, by name', () => {
    symlinkSync('gone.yaml', join(folder, 'broken.yaml'));
    expectRefusal('broken.yaml', 'links to "gone.yaml", which does not exist');
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    expectRefusal('circle.yaml', 'its links lead in a circle');
    symlinkSync('loop', join(folder, 'loop'));
    expectRefusal('loop/a.yaml', 'its links lead in a circle');
    expectRefusal('x'.repeat(300), 'name too long');
  });

  test('links in a directory that is searched', () => {
    write('a.yaml', quoted);
    symlinkSync('gone.yaml', join(folder, 'broken.yaml'));
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    symlinkSync('user@host.1:2', join(folder, '.#a.yaml'));
    symlinkSync('.', join(folder, 'self'));
    symlinkSync('..', join(folder, 'up.yaml'));
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    const { status, stdout, stderr } = command(folder, ['.']);
    expect(status).toBe(1);
    expect(stdout).toContain('1 error in 1 file');
    expect(stderr).toContain('note: 2 broken links skipped: broken.yaml, circle.yaml\n');
  });

  test('a link to a file or a directory is followed where it is named', () => {
    write('real/a.yaml', quoted);
    symlinkSync('real', join(folder, 'link'));
    symlinkSync('real/a.yaml', join(folder, 'b.yaml'));
    expect(lint('link')).toMatchObject({ status: 1, stdout: mistake('link/a.yaml') });
    expect(lint('b.yaml')).toMatchObject({ status: 1, stdout: mistake('b.yaml') });
  });

  test('nothing waits for a pipe, and a device has no end', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expectRefusal('pipe.yaml', 'is a pipe; pipe it to "cnpg-lint -"');
    expect(lint('.', '*.yaml')).toMatchObject({ status: 1, stdout: mistake('other.yaml'), stderr: '' });
    for (const flag of ['--config', '--crds', '--base'])
      expect(lint('other.yaml', flag, 'pipe.yaml')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('a pipe'),
      });
    expect(lint('/dev/zero').stderr).toMatch(/^cnpg-lint: cannot read .*dev\/zero: is a device\n$/u);
    expect(lint('/dev/null')).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
    const server = createServer().listen(join(folder, 'socket.yaml'));
    await new Promise((listening) => server.once('listening', listening));
    expectRefusal('socket.yaml', 'is a socket');
    server.close();
  });

  test.each(['.gitignore', '.cnpg-lintignore', 'package.json', '.git/config'])('nor for %s being a pipe', (name) => {
    write('a.yaml', quoted);
    execFileSync('mkfifo', [join(folder, name)]);
    expect(lint('.')).toMatchObject({ status: 1, stdout: mistake('a.yaml'), stderr: '' });
  });

  test('configuration that is no file', () => {
    write('a.yaml', quoted);
    mkdirSync(join(folder, 'package.json'));
    expect(lint('.')).toMatchObject({ status: 1, stderr: '' });
    mkdirSync(join(folder, '.cnpg-lint.yaml'));
    expect(lint('.')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'cnpg-lint: cannot read the configuration .cnpg-lint.yaml: is a directory\n',
    });
  });

  test.each(['a.yaml', 'gone', 'circle', 'pipe', 'locked/below'])('--index %s', (index) => {
    write('a.yaml', quoted);
    symlinkSync('circle', join(folder, 'circle'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'locked'), { mode: 0 });
    expect(lint('a.yaml', '--index', index)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `cnpg-lint: --index: "${index}" is not a directory\n`,
    });
  });

  test.runIf(canBeRefused)('an index without permission knows nothing', () => {
    write('a.yaml', quoted);
    mkdirSync(join(folder, 'locked'), { mode: 0 });
    expect(lint('a.yaml', '--index', 'locked')).toMatchObject({ status: 1, stderr: '' });
  });

  test('a file of 3 GiB', () => {
    truncateSync(write('huge.yaml', ''), 3 * 1024 ** 3);
    expectRefusal('huge.yaml', 'is larger than 256 MiB');
  });

  test('a working directory that is gone', () => {
    expect(shell(folder, 'mkdir gone; cd gone; rmdir ../gone; lint .')).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: the working directory cannot be used: no such file\n',
    });
  });

  test('standard input that is closed, a directory or bytes', () => {
    expect(shell(folder, 'lint -f compact - <&-')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(shell(folder, 'lint - < .')).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: cannot read standard input: is a directory\n',
    });
    expect(shell(folder, 'head -c 100000 /dev/zero | lint -f compact -')).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('names', () => {
  test.each([
    ['with spaces.yaml', 'with spaces.yaml'],
    ['-f.yaml', '-f.yaml'],
    ['new\nline.yaml', 'new\\nline.yaml'],
    ['\n::error::x.yaml', '\\n::error::x.yaml'],
    ['\u001b]0;owned\u0007\u009b2J\u202e.yaml', '\\x1b]0;owned\\x07\\x9b2J\\u202e.yaml'],
    ['[ab]{c}*?.yaml', '[ab]{c}*?.yaml'],
    ['\\back\\slash.yaml', '\\back\\slash.yaml'],
    ['.../a.yaml', '.../a.yaml'],
    ['..a.yaml', '..a.yaml'],
  ])('%j', (name, shown) => {
    write(name, quoted);
    // An ignore file has to look at the name, too.
    write('.gitignore', 'nothing\n');
    write('.cnpg-lint.yaml', 'ignore: ["nothing"]\n');
    expect(lint('.')).toMatchObject({ status: 1, stdout: mistake(shown) });
    expect(lint('--', name)).toMatchObject({ status: 1, stdout: mistake(shown) });
    expect(lint('--fix', '--', name)).toEqual({
      status: 0,
      signal: null,
      stdout: '',
      stderr: `cnpg-lint: mended ${shown}\n`,
    });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(mended);
  });

  test('that are not UTF-8, of a file, a directory and the working directory', () => {
    const bytes = (name: string): Buffer => Buffer.from(join(folder, name), 'latin1');
    mkdirSync(bytes('caf\xe9'));
    writeFileSync(bytes('caf\xe9/\xff\xfe.yaml'), quoted);
    for (const path of [bytes('caf\xe9'), bytes('caf\xe9/\xff\xfe.yaml')]) giveAway(path);
    const shown = 'caf\\xe9/\\xff\\xfe.yaml';
    expect(lint('.')).toMatchObject({ status: 1, stdout: mistake(shown) });
    expect(lint('*/*.yaml')).toMatchObject({ status: 1, stdout: mistake(shown) });
    const named = `"$(printf 'caf\\351/\\377\\376.yaml')"`;
    expect(shell(folder, `lint -f compact ${named}`)).toMatchObject({ status: 1, stdout: mistake(shown) });
    expect(shell(folder, `cd caf*; lint -f compact '*.yaml'`)).toMatchObject({
      status: 1,
      stdout: mistake('\\xff\\xfe.yaml'),
    });
    const { stdout } = command(folder, ['.', '-f', 'sarif']);
    expect(stdout).toContain('"uri": "caf%E9/%FF%FE.yaml"');
    expect(shell(folder, `lint -f compact --fix ${named}`)).toMatchObject({
      status: 0,
      stderr: `cnpg-lint: mended ${shown}\n`,
    });
    expect(readFileSync(bytes('caf\xe9/\xff\xfe.yaml'), 'utf8')).toBe(mended);
  });

  test.runIf(canBeRefused)('no name acts on the terminal in what is refused', () => {
    const name = '\u001b[2J\n::error::\u009b.yaml';
    chmodSync(write(name, quoted), 0);
    for (const args of [
      [name],
      [`${name}x`],
      ['--config', name],
      ['--index', name],
      ['--rule', name],
      [`--${name}`],
      ['.'],
    ])
      for (const more of [[], ['-f', 'json']]) {
        const { status, stderr } = command(folder, [...args, ...more]);
        expect(status).toBe(2);
        expect(stderr).toMatch(/^[\n\x20-\x7e]+$/u);
        expect(stderr).not.toMatch(/^::/mu);
      }
  });

  test('nor does a value of a manifest, in any format', () => {
    write('a.yaml', quoted.replace('name: shop', 'name: "\\e]0;owned\\a\\u009b2J\\u202e"'));
    write('b.yaml', `${quoted}# \u001b[2J\u009b\n`);
    for (const format of ['pretty', 'compact', 'json', 'sarif', 'github']) {
      const { status, stdout } = command(folder, ['.', '-f', format]);
      expect(status).toBe(1);
      expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    }
  });
});

describe('contents', () => {
  test('all bytes survive being read as text', () => {
    const some = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(some), (parts) => {
        const bytes = Buffer.concat(parts);
        expect(encode(decode(bytes))).toEqual(bytes);
        expect(/\p{Surrogate}/u.test(decode(bytes))).toBe(!isUtf8(bytes));
      }),
    );
  });

  test.each([
    ['empty', ''],
    ['a byte order mark alone', '\ufeff'],
    ['line ends', '\n'.repeat(100_000)],
    ['binary', Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256))],
    [
      'binary with our name',
      Buffer.concat([Buffer.from('\0\x01\xff', 'latin1'), Buffer.from('cnpg.io'), Buffer.alloc(9)]),
    ],
  ])('%s: none of ours', (_, content) => {
    write('a.yaml', content);
    expect(lint('a.yaml')).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
  });

  test('a byte order mark is read, and stays', () => {
    const path = write('a.yaml', `\ufeff${quoted}`);
    expect(lint('a.yaml')).toMatchObject({ status: 1, stdout: mistake('a.yaml') });
    expect(lint('a.yaml', '--fix').status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff${mended}`);
  });

  test.each(['utf16le', 'utf16be'])('%s, which kubectl does not read', (encoding) => {
    const bytes = Buffer.from(`\ufeff${quoted}`, 'utf16le');
    write('wide.yaml', encoding === 'utf16be' ? bytes.swap16() : bytes);
    expectRefusal('wide.yaml', 'is UTF-16, and kubectl reads UTF-8; save it as that');
    expect(command(folder, ['-'], bytes)).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: cannot read standard input: is UTF-16, and kubectl reads UTF-8\n',
    });
  });

  test('Latin-1 is found where it stands, and a fix elsewhere in the file leaves its bytes alone', () => {
    const path = write('a.yaml', Buffer.from(`${quoted}---\n# caf\xe9 \xe9\n${quoted}`, 'latin1'));
    const found = 'a.yaml:10:6: error: The text is not UTF-8 from here on [yaml/syntax]\n';
    expect(lint('a.yaml')).toMatchObject({ status: 1, stdout: mistake('a.yaml') + found });
    expect(command(folder, ['-f', 'compact', '-'], readFileSync(path)).stdout).toContain(
      found.replace('a.yaml', '<stdin>'),
    );
    expect(lint('a.yaml', '--fix')).toMatchObject({ status: 1, stdout: found });
    expect(readFileSync(path, 'latin1')).toBe(`${mended}---\n# caf\xe9 \xe9\n${quoted}`);
  });

  test.each([
    ['a line of 1 MiB', `${mended}  note: "${'x'.repeat(1024 ** 2)}"\n`, 'schema/unknown-field'],
    [
      'a flow mapping of 1 MiB on one line',
      `{"apiVersion": "postgresql.cnpg.io/v1", "kind": "Cluster", "spec": {${'"a": 1, '.repeat(120_000)}}}`,
      'yaml/limit',
    ],
    ['a document above 3 MiB', `${quoted}# ${'x'.repeat(3 * 1024 ** 2)}\n`, 'yaml/limit'],
    ['100,000 levels', `${quoted}  affinity: ${'['.repeat(100_000)}\n`, 'yaml/limit'],
    ['100,000 levels in block style', `${quoted}  affinity:\n    ${'- '.repeat(100_000)}a\n`, 'yaml/limit'],
    [
      'aliases that multiply',
      `${quoted}  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, n) => `  a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]\n`).join('')}`,
      'yaml/limit',
    ],
    [
      'merges that multiply',
      `${quoted}  a0: &a0 {x: 1}\n${Array.from({ length: 30 }, (_, n) => `  a${n + 1}: &a${n + 1} {<<: [*a${n}, *a${n}], y${n}: *a${n}}\n`).join('')}`,
      'yaml/limit',
    ],
  ])('%s', (_, content, rule) => {
    write('a.yaml', content);
    const { status, stdout, stderr } = lint('a.yaml');
    expect(stderr).toBe('');
    expect(stdout).toContain(`[${rule}]`);
    expect(status).toBe(1);
    // People get lines that they can read.
    expect(command(folder, ['a.yaml']).stdout.length).toBeLessThan(20_000);
  });
});

describe('a file system that changes', () => {
  test('files and directories that vanish or become others while they are read', async () => {
    for (let index = 0; index < 900; index++)
      write(`${index % 30}/${index}.yaml`, quoted.replace('shop', `shop-${index}`));
    const run = spawn(process.execPath, [cli, '.', '-f', 'json'], { cwd: folder, ...nobody });
    const ended = new Promise<number | null>((resolve) => run.on('exit', resolve));
    let output = '';
    let complaints = '';
    run.stdout.on('data', (data: Buffer) => (output += data.toString()));
    run.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (let index = 899; index >= 0 && run.exitCode === null; index -= 4) {
      const path = join(folder, `${index % 30}/${index}.yaml`);
      if (index % 3 > 0) rmSync(path);
      if (index % 3 === 1) symlinkSync('../pipe', path);
      if (index % 3 === 0) writeFileSync(path, 'kind: [');
      if (index % 100 === 0) await new Promise(setImmediate);
    }
    renameSync(join(folder, '0'), join(folder, 'moved'));
    const status = await ended;
    expect([1, 2]).toContain(status);
    expect(complaints).toMatch(/^(?:cnpg-lint: cannot read \S+: (?:no such file|is a pipe.*)\n)*$/u);
    expect(JSON.parse(output)).toMatchObject({ version: 1 });
  });
});
