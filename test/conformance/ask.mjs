/* Asks an oracle and our linter about the lines of a file; the answers are files beside it, line by line. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execPath, pid } from 'node:process';
import { createInterface } from 'node:readline';
import { finished, pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { oracleOf } from './build-oracle.mjs';
import { generate } from './generate.mjs';

const folder = fileURLToPath(new URL('../../.cache/oracle/runs/', import.meta.url));

/** Writes what is to be judged into a file, named by what it holds. */
export async function writeCases(wanted) {
  mkdirSync(folder, { recursive: true });
  // Two runs may be at it at once.
  const draft = join(folder, `draft-${pid}.jsonl`);
  const out = createWriteStream(draft);
  const hash = createHash('sha256');
  for (const one of generate(wanted)) {
    const line = `${JSON.stringify(one)}\n`;
    hash.update(line);
    if (!out.write(line)) await new Promise((resume) => out.once('drain', resume));
  }
  out.end();
  await finished(out);
  const file = join(folder, `${hash.digest('hex').slice(0, 16)}.jsonl`);
  renameSync(draft, file);
  return file;
}

/** The oracle's verdicts; the same question is not asked twice, so that a second run costs only our side. */
export async function askOracle(file, minor) {
  const { server, args, stamps } = oracleOf(minor);
  const stamp = createHash('sha256')
    .update([...stamps.map((one) => readFileSync(one)), ...args].join())
    .digest('hex')
    .slice(0, 8);
  const answers = file.replace(/\.jsonl$/u, `.${minor}-${stamp}.verdicts.jsonl`);
  if (existsSync(answers)) return answers;
  await run(server, [...args, '-metadata'], file, `${answers}.${pid}`);
  renameSync(`${answers}.${pid}`, answers);
  return answers;
}

/** What we say of the same lines. */
export async function askLinter(file, minor) {
  const answers = file.replace(/\.jsonl$/u, `.${minor}.said.jsonl`);
  await run(execPath, [fileURLToPath(new URL('linter.mjs', import.meta.url)), file, minor], undefined, answers);
  return answers;
}

async function run(command, args, input, output) {
  mkdirSync(dirname(output), { recursive: true });
  const child = spawn('nice', ['-n', '5', command, ...args], { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
  await Promise.all([
    ...(input ? [pipeline(createReadStream(input), child.stdin)] : []),
    pipeline(child.stdout, createWriteStream(output)),
    ended,
  ]);
}

/** The values of several files of JSON lines, side by side. */
export async function* together(...files) {
  const readers = files.map((file) => createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]());
  for (;;) {
    const lines = await Promise.all(readers.map((reader) => reader.next()));
    if (lines.every(({ done }) => done)) return;
    if (lines.some(({ done }) => done)) throw new Error('the files do not have as many lines as each other');
    yield lines.map(({ value }) => JSON.parse(value));
  }
}
