import { performance } from 'node:perf_hooks';
import type { Rule, SchemaCatalog } from '../core.ts';
import type { Observer, Phase } from '../node/run.ts';

/** The parts of a command: those of the run, the schemas within them, and the report. */
type Part = Phase | 'schema' | 'report';

const mostRules = 10;

/** Writes down where the time goes: parts of the run, and rules. */
export class Profile implements Observer {
  readonly #parts = new Map<Part, number>();
  readonly #rules = new Map<string, number>();
  readonly #watched = new WeakMap<SchemaCatalog, SchemaCatalog>();
  #part: Part | undefined;
  #since = performance.now();

  readonly begin = (part: Part): void => {
    this.#switch(part);
  };

  /** Validation is a part of its own while files are parsed; elsewhere it is a part of what asks for it. */
  readonly watchSchemas = (schemas: SchemaCatalog): SchemaCatalog => {
    const known = this.#watched.get(schemas);
    if (known) return known;
    const watched: SchemaCatalog = {
      ...schemas,
      validate: (...args) => {
        if (this.#part !== 'parse') return schemas.validate(...args);
        this.#switch('schema');
        try {
          return schemas.validate(...args);
        } finally {
          this.#switch('parse');
        }
      },
    };
    this.#watched.set(schemas, watched);
    return watched;
  };

  readonly measureRule = <T>({ id }: Rule, work: () => T): T => {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.#rules.set(id, (this.#rules.get(id) ?? 0) + performance.now() - start);
    }
  };

  /** Ends the last part, says in lines what each took, and starts anew. */
  end(): readonly string[] {
    this.#switch(undefined);
    const slowest = [...this.#rules].sort(([, a], [, b]) => b - a).slice(0, mostRules);
    const total = [...this.#parts.values()].reduce((sum, time) => sum + time, 0);
    const row = ([name, time]: readonly [string, number]): string => `  ${inMilliseconds(time)}  ${name}`;
    const lines = [
      `time: ${inMilliseconds(total).trim()}`,
      ...[...this.#parts].map(row),
      ...(slowest.length === 0
        ? []
        : ['slowest rules; what several need is counted for the first that asks:', ...slowest.map(row)]),
    ];
    this.#parts.clear();
    this.#rules.clear();
    return lines;
  }

  #switch(part: Part | undefined): void {
    const now = performance.now();
    if (this.#part !== undefined) this.#parts.set(this.#part, (this.#parts.get(this.#part) ?? 0) + now - this.#since);
    this.#part = part;
    this.#since = now;
  }
}

function inMilliseconds(time: number): string {
  return `${time.toFixed(1).padStart(8)} ms`;
}
