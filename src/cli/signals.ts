import { setImmediate } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Takes steps that must not be broken off in the middle: a signal ends the process between two of them. */
export async function uninterrupted<Item>(items: Iterable<Item>, step: (item: Item) => void): Promise<void> {
  let caught: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    caught ??= signal;
  };
  for (const signal of signals) process.on(signal, note);
  try {
    for (const item of items) {
      step(item);
      // Node notices signals only between turns.
      await setImmediate();
      if (caught) break;
    }
  } finally {
    for (const signal of signals) process.off(signal, note);
  }
  if (caught) process.kill(process.pid, caught);
}
