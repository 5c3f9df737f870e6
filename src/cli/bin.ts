#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { asOnDisk, reason } from '../node/find-files.ts';
import { UsageError } from '../node/usage-error.ts';
import { decode, holdUtf16 } from '../node/utf8.ts';
import { main, status } from './main.ts';
import { StandardStream, tell } from './streams.ts';

// Hundreds of rules call the same few readers of fields. To compile those into each takes a sixth of a long run, and saves less.
setFlagsFromString('--max-inlined-bytecode-size=100');

const readStdin = async (): Promise<string> => {
  const chunks: Uint8Array[] = [];
  try {
    if (fstatSync(0).isDirectory()) throw new Error('is a directory');
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    const bytes = Buffer.concat(chunks);
    if (holdUtf16(bytes, 'cnpg.io')) throw new Error('is UTF-16, and kubectl reads UTF-8');
    return decode(bytes);
  } catch (error) {
    throw new UsageError(`cannot read standard input: ${reason(error)}`);
  }
};

const ask = async (question: string): Promise<string> => {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // The end of the input answers nothing, and a question without an answer would never return.
  const gone = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  const answer = await Promise.race([terminal.question(question), gone]);
  terminal.close();
  return answer;
};

// A limit on the size of files is an error to tell, and no reason to die.
process.on('SIGXFSZ', () => undefined);
const stdout = new StandardStream(process.stdout);
const stderr = new StandardStream(process.stderr);

const run = async (): Promise<number> => {
  let cwd: string;
  try {
    cwd = asOnDisk(process.cwd());
  } catch (error) {
    tell(stderr, `cnpg-lint: the working directory cannot be used: ${reason(error)}`);
    return status.usage;
  }
  const { stdin, env } = process;
  const onInterrupt = (end: () => void): void => void process.once('SIGINT', end);
  const isTerminal = stdin.isTTY && stdout.isTTY && !env['CI'];
  return main(process.argv.slice(2), { cwd, env, stdout, stderr, readStdin, onInterrupt, ...(isTerminal && { ask }) });
};

void run().then((outcome) => {
  process.exitCode = outcome;
  // Some streams tell of a loss only later.
  process.on('exit', () => {
    if (!stdout.loss) return;
    tell(stderr, `cnpg-lint: cannot write to standard output: ${reason(stdout.loss)}`);
    process.exitCode = status.usage;
  });
});
