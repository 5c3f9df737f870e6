import { colors } from '../reporters/colors.ts';
import { wrap } from '../reporters/width.ts';
import type { Arguments } from './options.ts';
import type { Surroundings } from './streams.ts';
import { takesColor, widthOf } from './terminal.ts';

/** How text for people is set on standard output. */
export interface Layout {
  readonly width: number;
  /** Marks a heading. */
  readonly strong: (text: string) => string;
}

/** The layout that the surroundings have room and colours for. */
export function layoutFor(flags: Arguments['flags'], { env, stdout }: Surroundings): Layout {
  return { width: widthOf(env, stdout), strong: colors(takesColor(flags, env, stdout)).strong };
}

/** A heading with the lines of its section below it; nothing for an empty section. */
export function section(title: string, lines: readonly string[], { strong }: Layout): readonly string[] {
  return lines.length === 0 ? [] : ['', strong(`${title}:`), ...lines];
}

/** Rows of two columns, of which the second is wrapped; where there is no room for it, it goes below the first. */
export function columns(rows: readonly (readonly [string, string])[], { width }: Layout): readonly string[] {
  const left = Math.max(...rows.map(([first]) => first.length));
  const isNarrow = left + gap + leastRight > width;
  const indent = isNarrow ? 8 : margin + left + gap;
  return rows.flatMap(([first, second]) => {
    const lines = second === '' ? [] : wrap(second, width - indent).map((line) => ' '.repeat(indent) + line);
    const start = ' '.repeat(margin) + first;
    if (isNarrow) return [start, ...lines];
    const [head = '', ...rest] = lines;
    return [(start + head.slice(start.length)).trimEnd(), ...rest];
  });
}

/** A text, wrapped and indented. */
export function paragraph(text: string, { width }: Layout, indent = 0): readonly string[] {
  return wrap(text, width - indent).map((line) => ' '.repeat(indent) + line);
}

const margin = 2;
const gap = 2;
/** The second column is no narrower. */
const leastRight = 30;
