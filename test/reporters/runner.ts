/* How the runner of GitHub Actions reads a log: actions/runner, src/Runner.Common/ActionCommand.cs and ActionCommandManager.cs. */

export interface Command {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const registered = [
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'add-matcher',
  'set-output',
  'echo',
];

/** The commands that the runner finds in a log and obeys. */
export function runnerReads(log: string): Command[] {
  const obeyed: Command[] = [];
  const known = new Set([...registered, 'stop-commands']);
  let token: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/u)) {
    const found = secondVersion(line, known) ?? firstVersion(line, known);
    if (found === undefined) continue;
    if (token !== undefined) {
      if (found.command !== token) continue;
      known.delete(token);
      token = undefined;
    } else if (found.command === 'stop-commands') {
      token = found.data;
      known.add(token);
    } else obeyed.push(found);
  }
  return obeyed;
}

/** `::name key=value,key=value::data` at the start of a line. */
function secondVersion(line: string, known: ReadonlySet<string>): Command | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end === -1) return undefined;
  return parse(text.slice(2, end), text.slice(end + 2), known, ',', {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%25': '%',
  });
}

/** `##[name key=value;key=value]data` anywhere in a line. */
function firstVersion(line: string, known: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start === -1 || end === -1) return undefined;
  return parse(line.slice(start + 3, end), line.slice(end + 1), known, ';', {
    '%3B': ';',
    '%0D': '\r',
    '%0A': '\n',
    '%5D': ']',
    '%25': '%',
  });
}

function parse(
  info: string,
  data: string,
  known: ReadonlySet<string>,
  separator: string,
  escapes: Readonly<Record<string, string>>,
): Command | undefined {
  const decode = (text: string, some: readonly string[]): string =>
    some.reduce((decoded, code) => decoded.replaceAll(code, escapes[code] ?? ''), text);
  const space = info.indexOf(' ');
  const command = space === -1 ? info : info.slice(0, space);
  if (!known.has(command.toLowerCase())) return undefined;
  const pairs =
    space > 0
      ? info
          .slice(space + 1)
          .trim()
          .split(separator)
      : [];
  const properties = pairs
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1), Object.keys(escapes))]);
  const ofData = Object.keys(escapes).filter((code) => separator === ';' || !['%3A', '%2C'].includes(code));
  return { command: command.toLowerCase(), properties: Object.fromEntries(properties), data: decode(data, ofData) };
}
