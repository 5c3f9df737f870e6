import { defineFact, type Field, type Resource } from '../rule/index.ts';
import { type Cron, canRun, descriptors, nextActivations, parseCron, words } from '../values/cron.ts';
import { fromUnix, nearestSchedule } from '../values/cron-repair.ts';
import { cronInWords } from '../values/cron-words.ts';
import { remember } from '../values/remember.ts';

/** A schedule's text and when it makes backups run. */
export interface Expression {
  readonly text: string;
  /** The end of a sentence: `every hour at minute 3`. */
  readonly inWords: string;
}

/** A schedule as the operator reads it. */
export interface Schedule extends Expression {
  readonly field: Field<string>;
  /** Why the operator refuses it; nothing if it does not. */
  readonly refusal: string | undefined;
  /** Five fields that the operator takes, or that a Unix cron would take. */
  readonly isFiveField: boolean;
  /** Whether it has any activation at all. */
  readonly canRun: boolean;
  /** What the text says, if the operator takes it. */
  readonly cron: Cron | undefined;
  /** The six fields that five mean to a Unix cron, that a descriptor stands for, or that a refused schedule most likely means. */
  readonly meant: Expression | undefined;
  /** The activations after an instant, oldest first; fewer than asked when none follows within five years. */
  next(after: Date, count: number): readonly Date[];
}

/** When does a ScheduledBackup run? Its schedule is read even where it stands under the name `cron`. */
export const cronSchedule = defineFact<Resource, Schedule | undefined>({
  name: 'cron-schedule',
  compute(backup) {
    const field = backup.get('string', 'spec', backup.has('spec', 'schedule') ? 'schedule' : 'cron');
    if (!field) return undefined;
    return new ReadSchedule(field);
  },
});

/** What a schedule says in words is worked out when it is asked for: most schedules are fine, and nothing is said of them. */
class ReadSchedule implements Schedule {
  readonly field: Field<string>;
  readonly text: string;
  readonly refusal: string | undefined;
  readonly isFiveField: boolean;
  readonly cron: Cron | undefined;
  #meant: { readonly is: Expression | undefined } | undefined;

  constructor(field: Field<string>) {
    const { text, refusal, cron, isFiveField } = readText(field.value);
    this.field = field;
    this.text = text;
    this.refusal = refusal;
    this.cron = cron;
    this.isFiveField = isFiveField;
  }

  get inWords(): string {
    return wordsOf(this.text);
  }

  get canRun(): boolean {
    return this.cron !== undefined && canRun(this.cron);
  }

  get meant(): Expression | undefined {
    this.#meant ??= { is: meantBy(this.field.value, this.refusal !== undefined) };
    return this.#meant.is;
  }

  next(after: Date, count: number): readonly Date[] {
    return this.cron ? nextActivations(this.cron, after, count) : [];
  }
}

const readText = remember((written): Pick<Schedule, 'text' | 'refusal' | 'cron' | 'isFiveField'> => {
  const cron = parseCron(written);
  const fields = words(written);
  return {
    text: fields.map(({ text }) => text).join(' '),
    refusal: cron.is === 'fault' ? cron.reason : undefined,
    cron: cron.is === 'fault' ? undefined : cron,
    isFiveField: fields.length === 5 && (cron.is !== 'fault' || fromUnix(written) !== undefined),
  };
});

function meantBy(text: string, isRefused: boolean): Expression | undefined {
  const meant = fromUnix(text) ?? (isRefused ? nearestSchedule(text) : descriptors.get(text));
  return meant === undefined ? undefined : express(meant);
}

function express(text: string): Expression {
  return { text, inWords: wordsOf(text) };
}

const wordsOf = remember((text) => {
  const cron = parseCron(text);
  return cron.is === 'fault' ? '' : cronInWords(cron);
});
