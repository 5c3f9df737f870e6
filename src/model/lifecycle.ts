/* When what a cluster is made of was released and when it ends. Days are written as in 2026-11-12. */

interface Life {
  readonly released?: string;
  /** The last day on which it is looked after; nothing if that is not known yet. */
  readonly endOfLife?: string;
}

/** A PostgreSQL major. */
export interface PostgresLife extends Life {
  readonly major: number;
  readonly endOfLife: string;
}

/** A minor of the operator. */
export interface OperatorLife extends Life {
  readonly minor: string;
  /** The PostgreSQL majors that its last patch release supports. */
  readonly postgres: { readonly oldest: number; readonly newest: number };
}

/** A release of Debian, which the images are made of. */
export interface DebianLife extends Life {
  readonly codename: string;
  readonly version: number;
  readonly endOfLife: string;
  /** The end of what volunteers do after that. */
  readonly longTermSupportEnds: string;
}

/** What is known of lifetimes. */
export interface Lifecycle {
  postgres(major: number): PostgresLife | undefined;
  operator(minor: string): OperatorLife | undefined;
  debian(codename: string): DebianLife | undefined;
}

/** The content of `schemas/lifecycle.json`; each part says where and in which month it was read. */
export interface LifecycleTable {
  readonly postgres: { readonly majors: readonly PostgresLife[] };
  readonly operator: { readonly minors: readonly OperatorLife[] };
  readonly debian: { readonly releases: readonly DebianLife[] };
}

/** Looks lifetimes up in a table, which is asked for when first needed. */
export function lifecycleOf(load: () => LifecycleTable): Lifecycle {
  return {
    postgres: (major) => load().postgres.majors.find((one) => one.major === major),
    operator: (minor) => load().operator.minors.find((one) => one.minor === minor),
    debian: (codename) => load().debian.releases.find((one) => one.codename === codename),
  };
}
