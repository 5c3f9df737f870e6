import { isUnicodeClass } from './unicode-classes.ts';

/*
 * The syntax of regular expressions in Go (RE2): no looking around, no references back, few repetitions in one another.
 * One pass, without a tree; how large the compiled program gets is not reckoned.
 */

const mostRepetitions = 1000;
const deepestCaptures = 1000;

/** An open group, of which the outermost is the whole. Weights are how often something within may be repeated. */
interface Group {
  readonly isCapture: boolean;
  /** The weight of what came before the last operand. */
  before: number;
  /** The weight of the last operand of the current alternative; nothing before the first. */
  operand: number | undefined;
}

/** What is wrong with a regular expression as Go reads it: a clause, nothing for a good one. */
export function goRegexpFault(pattern: string): string | undefined {
  return new Scan(pattern).run();
}

class Scan {
  readonly #text: string;
  readonly #lastNamedEnd: number;
  readonly #open: Group[] = [];
  #group: Group = { isCapture: false, before: 1, operand: undefined };
  #captures = 0;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lastNamedEnd = text.lastIndexOf(':]');
  }

  run(): string | undefined {
    let wasRepetition = false;
    while (this.#at < this.#text.length) {
      const repetition = this.#take(/[*+?]\??|\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}\??/uy);
      const fault = repetition ? this.#repeat(repetition, wasRepetition) : this.#step();
      if (fault !== undefined) return fault;
      wasRepetition = repetition !== undefined;
    }
    return this.#open.length > 0 ? 'a "(" is never closed' : undefined;
  }

  #repeat([text, least, comma, most]: readonly (string | undefined)[], wasRepetition: boolean): string | undefined {
    const min = Number(least ?? 0);
    // Nothing where there is no upper bound.
    const max = most !== undefined ? Number(most) : least !== undefined && comma === undefined ? min : undefined;
    if (Math.max(min, max ?? 0) > mostRepetitions) return `"${text}" repeats more than ${mostRepetitions} times`;
    if (max !== undefined && min > max) return `"${text}" has its least above its most`;
    if (wasRepetition) return `"${text}" repeats a repetition`;
    const { operand } = this.#group;
    if (operand === undefined) return `there is nothing before "${text}" to repeat`;
    // What is never there weighs nothing.
    const weight = max === 0 ? 1 : operand * Math.max(max ?? min, 1);
    if (weight > mostRepetitions) return `"${text}" repeats repetitions, more than ${mostRepetitions} times in all`;
    this.#group.operand = weight;
    return undefined;
  }

  #step(): string | undefined {
    const character = this.#take(/./suy)?.[0] ?? '';
    switch (character) {
      case '(':
        return this.#openGroup();
      case ')':
        return this.#closeGroup();
      case '|':
        this.#endOperand();
        return undefined;
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      default:
        this.#operand();
        return undefined;
    }
  }

  #operand(weight = 1): void {
    this.#endOperand();
    this.#group.operand = weight;
  }

  #endOperand(): void {
    this.#group.before = Math.max(this.#group.before, this.#group.operand ?? 1);
    this.#group.operand = undefined;
  }

  #openGroup(): string | undefined {
    let isCapture = true;
    if (this.#text.startsWith('?', this.#at)) {
      const options = this.#take(/\?[imsU]*(?:-[imsU]+)?([:)])/uy);
      if (options?.[1] === ')') return undefined;
      if (!options && !this.#take(/\?P?<\w+>/uy)) {
        const start = `(${this.#take(/\?(?:<[=!]|.)?/suy)?.[0] ?? ''}`;
        return /[=!]$/u.test(start) ? `"${start}" looks around, which is not supported` : `"${start}" opens no group`;
      }
      isCapture = !options;
    }
    this.#captures += isCapture ? 1 : 0;
    if (this.#captures >= deepestCaptures) return 'its groups are nested too deeply';
    this.#open.push(this.#group);
    this.#group = { isCapture, before: 1, operand: undefined };
    return undefined;
  }

  #closeGroup(): string | undefined {
    const outer = this.#open.pop();
    if (!outer) return 'a ")" has no "("';
    this.#endOperand();
    const { before, isCapture } = this.#group;
    this.#captures -= isCapture ? 1 : 0;
    this.#group = outer;
    this.#operand(before);
    return undefined;
  }

  /** After `[`. */
  #class(): string | undefined {
    this.#take(/\^/uy);
    for (let isFirst = true; isFirst || !this.#take(/\]/uy); isFirst = false) {
      if (
        this.#take(/\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/uy)
      )
        continue;
      if (this.#text.startsWith('[:', this.#at) && this.#lastNamedEnd >= this.#at + 2)
        return 'a "[:" names no class of characters';
      if (this.#take(/\\[dDsSwW]/uy)) continue;
      if (this.#take(/\\(?=[pP])/uy)) {
        const fault = this.#unicodeClass();
        if (fault !== undefined) return fault;
        continue;
      }
      const low = this.#classCharacter();
      if (typeof low === 'string') return low;
      if (!this.#take(/-(?=[^\]])/uy)) continue;
      const high = this.#classCharacter();
      if (typeof high === 'string') return high;
      if (high < low) return 'a range in "[…]" ends before it starts';
    }
    this.#operand();
    return undefined;
  }

  /** A character of a class by its number, or a fault. */
  #classCharacter(): number | string {
    const character = this.#take(/./suy)?.[0];
    if (character === undefined) return 'a "[" is never closed';
    return character === '\\' ? this.#escapedCharacter() : (character.codePointAt(0) ?? 0);
  }

  /** After a backslash outside of a class. */
  #escape(): string | undefined {
    if (this.#take(/Q/uy)) {
      const end = this.#text.indexOf('\\E', this.#at);
      const isEmpty = end === this.#at || this.#at === this.#text.length;
      this.#at = end < 0 ? this.#text.length : end + 2;
      if (!isEmpty) this.#operand();
      return undefined;
    }
    const isUnicode = /[pP]/u.test(this.#text.charAt(this.#at));
    const fault = this.#take(/[AbBzdDsSwW]/uy) ? 0 : isUnicode ? this.#unicodeClass() : this.#escapedCharacter();
    if (typeof fault === 'string') return fault;
    this.#operand();
    return undefined;
  }

  /** After the backslash of `\pL` or `\p{Letter}`. */
  #unicodeClass(): string | undefined {
    const [text = 'p', name = ''] = this.#take(/[pP](\{\^?[^}]*\}|[^{])/uy) ?? [];
    return isUnicodeClass(name.replace(/^\{\^?|\}$/gu, '')) ? undefined : `"\\${text}" names no class of characters`;
  }

  /** A character behind a backslash by its number, or a fault. */
  #escapedCharacter(): number | string {
    const octal = this.#take(/0[0-7]{0,2}|[1-7][0-7]{1,2}/uy)?.[0];
    if (octal !== undefined) return Number.parseInt(octal, 8);
    const hex = this.#take(/x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/uy);
    if (hex) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      return code <= 0x10ffff ? code : `"\\${hex[0]}" is no character`;
    }
    const control = this.#take(/[afnrtv]/uy)?.[0];
    if (control !== undefined) return { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[control] ?? 0;
    const itself = this.#take(/[\0-/:-@[-`{-\x7f]/uy)?.[0];
    if (itself !== undefined) return itself.charCodeAt(0);
    const next = this.#take(/./suy)?.[0];
    if (next === undefined) return 'it ends in a backslash';
    const refersBack = /[1-9k]/u.test(next);
    return refersBack ? `"\\${next}" refers back, which is not supported` : `"\\${next}" is no escape`;
  }

  /** Goes past what a sticky pattern matches here. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match ?? undefined;
  }
}
