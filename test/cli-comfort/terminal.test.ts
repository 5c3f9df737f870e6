import { expect, test } from 'vitest';
import { takesColor, widthOf } from '../../src/cli/terminal.ts';

const terminal = { isTTY: true, columns: 120, write: (): void => undefined };
const pipe = { write: (): void => undefined };

test.each([
  ['a terminal', {}, {}, terminal, true],
  ['a pipe', {}, {}, pipe, false],
  ['a dumb terminal', {}, { TERM: 'dumb' }, terminal, false],
  ['NO_COLOR', {}, { NO_COLOR: '1' }, terminal, false],
  ['an empty NO_COLOR, which says nothing', {}, { NO_COLOR: '' }, terminal, true],
  ['NO_COLOR before FORCE_COLOR', {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal, false],
  ['FORCE_COLOR', {}, { FORCE_COLOR: '1' }, pipe, true],
  ['FORCE_COLOR on a dumb terminal', {}, { FORCE_COLOR: '1', TERM: 'dumb' }, terminal, true],
  ['FORCE_COLOR=0', {}, { FORCE_COLOR: '0' }, terminal, false],
  ['CLICOLOR_FORCE', {}, { CLICOLOR_FORCE: '1' }, pipe, true],
  ['CLICOLOR_FORCE=0, which says nothing', {}, { CLICOLOR_FORCE: '0' }, terminal, true],
  ['NO_COLOR before CLICOLOR_FORCE', {}, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, pipe, false],
  ['--color before NO_COLOR', { color: true }, { NO_COLOR: '1' }, pipe, true],
  ['--no-color before FORCE_COLOR', { 'no-color': true }, { FORCE_COLOR: '1' }, terminal, false],
  ['GitHub Actions, which is no terminal', {}, { GITHUB_ACTIONS: 'true' }, pipe, true],
] as const)('colours: %s', (_, flags, env, stream, expected) => {
  expect(takesColor(flags, env, stream)).toBe(expected);
});

test.each([
  ['of the terminal', {}, terminal, 120],
  ['of COLUMNS before that', { COLUMNS: '72' }, terminal, 72],
  ['of COLUMNS in a pipe', { COLUMNS: '72' }, pipe, 72],
  ['of logs in a pipe', {}, pipe, 100],
  ['of logs where COLUMNS is no number', { COLUMNS: 'many' }, pipe, 100],
  ['of logs where the terminal does not know its own', {}, { ...terminal, columns: 0 }, 100],
  ['that can be read, at least', { COLUMNS: '1' }, terminal, 40],
] as const)('the width %s', (_, env, stream, expected) => {
  expect(widthOf(env, stream)).toBe(expected);
});
