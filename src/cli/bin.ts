#!/usr/bin/env node
import { main } from './main.ts';

const readStdin = async (): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
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

// A reader that went away, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const { stdin, stdout, stderr, env } = process;
const isTerminal = stdin.isTTY && stdout.isTTY && !env['CI'];
const onInterrupt = (end: () => void): void => void process.once('SIGINT', end);
const surroundings = { cwd: process.cwd(), env, stdout, stderr, readStdin, onInterrupt, ...(isTerminal && { ask }) };
void main(process.argv.slice(2), surroundings).then((status) => {
  process.exitCode = status;
});
