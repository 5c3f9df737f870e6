import type { OutputStream } from './streams.ts';

/** Says that cnpg-lint itself is at fault, and asks for a report; with the stack trace of the cause when debugging. */
export function reportFault(fault: unknown, isDebugging: boolean, stderr: OutputStream): void {
  stderr.write(`cnpg-lint: a fault of cnpg-lint itself: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  stderr.write('Please report it at https://github.com/cnpg-lint/cnpg-lint/issues with the file that caused it.\n');
  const origin = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  if (isDebugging && origin instanceof Error) stderr.write(`${origin.stack ?? ''}\n`);
}
