import { type OutputStream, tell } from './streams.ts';

/** Says that cnpg-lint itself is at fault, and asks for a report; with the stack trace of the cause when debugging. */
export function reportFault(fault: unknown, isDebugging: boolean, stderr: OutputStream): void {
  tell(
    stderr,
    `cnpg-lint: a fault of cnpg-lint itself: ${fault instanceof Error ? fault.message : String(fault)}`,
    'Please report it at https://github.com/cnpg-lint/cnpg-lint/issues with the file that caused it.',
  );
  const origin = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  if (isDebugging && origin instanceof Error) tell(stderr, ...(origin.stack ?? '').split('\n'));
}
