#!/usr/bin/env node
import { main } from './main.ts';

const readStdin = async (): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
};

// A reader that went away, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const { stdout, stderr, env } = process;
const onInterrupt = (end: () => void): void => void process.once('SIGINT', end);
void main(process.argv.slice(2), { cwd: process.cwd(), env, stdout, stderr, readStdin, onInterrupt }).then((status) => {
  process.exitCode = status;
});
