import { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';

/** Kinds of resources that something looked up, as bits. */
export class LookUps {
  /** Those since it was last set to 0. */
  kinds = 0;
  readonly #bits = new Map<string, number>();

  note(kind: string): void {
    this.kinds |= this.#bitOf(kind);
  }

  /** Whatever changes may matter. */
  noteAll(): void {
    this.kinds = everything;
  }

  /** The kinds that sources of a project have a say in; patches, and texts that may hide resources, are kinds of their own. */
  kindsIn(sources: readonly Source[], project: Project): number {
    let kinds = 0;
    for (const source of sources) {
      const { reading } = source;
      for (const { kind } of [...reading.resources, ...reading.neighbours]) kinds |= this.#bitOf(kind);
      if (project.of(source).some(({ isPartial }) => isPartial)) kinds |= this.#bitOf(partial);
      if (reading.template || reading.problems.length > 0) kinds |= this.#bitOf(hidden);
    }
    return kinds;
  }

  notePartials(): void {
    this.note(partial);
  }

  noteHidden(): void {
    this.note(hidden);
  }

  /** More kinds than there are bits share the last one. */
  #bitOf(kind: string): number {
    let bit = this.#bits.get(kind);
    if (bit === undefined) this.#bits.set(kind, (bit = 1 << Math.min(this.#bits.size, 30)));
    return bit;
  }
}

const everything = -1;
const hidden = 'a text that may hide resources';
const partial = 'a part of a resource';

/** A project that writes down what is looked up in it, by the ways that all others go. A source's own resources are nothing that is looked up. */
export class WatchedProject extends Project {
  readonly #lookUps: LookUps;

  constructor(lookUps: LookUps, ...project: ConstructorParameters<typeof Project>) {
    super(...project);
    this.#lookUps = lookUps;
  }

  override get resources(): readonly Resource[] {
    this.#lookUps.noteAll();
    return super.resources;
  }

  override get partials(): readonly Resource[] {
    this.#lookUps.notePartials();
    return super.partials;
  }

  override ofKind(kind: string): readonly Resource[] {
    this.#lookUps.note(kind);
    return super.ofKind(kind);
  }

  override named(from: Resource, kind: string, name: string): readonly Resource[] {
    this.#lookUps.note(kind);
    return super.named(from, kind, name);
  }

  override isComplete(kind: string): boolean {
    this.#lookUps.note(kind);
    this.#lookUps.noteHidden();
    return super.isComplete(kind);
  }
}
