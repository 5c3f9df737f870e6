import type { SettingContext } from '../model/postgres.ts';
import type { SchemaCatalog, Target } from '../model/schema-catalog.ts';
import { nearest } from '../text/nearest.ts';
import { type FieldName, toFieldText } from './find-field.ts';

/** What PostgreSQL or PgBouncer knows of a parameter that a field sets. */
export interface SettingDescription {
  readonly software: 'PostgreSQL' | 'PgBouncer';
  /** The majors of PostgreSQL that have it, oldest first; none for a name that it does not know. */
  readonly majors?: readonly number[];
  /** The name that a name which is not known is nearest to. */
  readonly near?: string;
  readonly type?: string;
  /** What a number without a unit counts. */
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly allowed?: readonly string[];
  /** What holds where nobody sets it, in the unit. */
  readonly default?: string;
  /** When a change takes effect. */
  readonly change?: string;
  /** Whether the operator leaves it to its users. */
  readonly isOpen: boolean;
}

const changes: Readonly<Record<SettingContext, string>> = {
  internal: 'never',
  postmaster: 'at a restart',
  sighup: 'at a reload',
  'superuser-backend': 'in new connections',
  backend: 'in new connections',
  superuser: 'at a reload',
  user: 'at a reload',
};

/** Describes the parameter that a field sets, as the newest release has it; nothing for a field that sets none. */
export function describeSetting(
  { kind, path }: FieldName,
  schemas: SchemaCatalog,
  target: Target,
): SettingDescription | undefined {
  const name = String(path.at(-1));
  const { postgres, pgbouncer } = schemas;
  switch (`${kind.kind}.${toFieldText(path.slice(0, -1))}`) {
    case 'Cluster.spec.postgresql.parameters': {
      const majors = postgres.majors.filter((major) => postgres.setting(name, major));
      const newest = postgres.majors.at(-1) ?? 0;
      const setting = postgres.setting(name, majors.at(-1) ?? newest);
      const near = setting ? undefined : nearest(name, postgres.names(newest));
      return {
        software: 'PostgreSQL',
        majors,
        ...(near !== undefined && { near }),
        ...(setting && { ...limitsOf(setting), change: changes[setting.context] }),
        isOpen: !schemas.operator(target).fixedParameters.includes(name),
      };
    }
    case 'Pooler.spec.pgbouncer.parameters': {
      const parameter = pgbouncer.parameter(name);
      const near = parameter ? undefined : nearest(name, pgbouncer.names());
      return {
        software: 'PgBouncer',
        ...(near !== undefined && { near }),
        ...(parameter && limitsOf(parameter)),
        isOpen: schemas.operator(target).pgbouncerParameters.includes(name),
      };
    }
    default:
      return undefined;
  }
}

interface Limited {
  readonly type: string;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly default?: string;
}

function limitsOf({ type, unit, min, max, values, default: preset }: Limited): Partial<SettingDescription> {
  return {
    type,
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
    ...(values && { allowed: values }),
    ...(preset !== undefined && { default: preset }),
  };
}
