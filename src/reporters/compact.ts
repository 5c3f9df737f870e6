import { visible } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** For editors: one line per finding, as compilers write them. */
export const compact: Reporter = ({ findings }) =>
  findings
    .map(({ file, range: { start }, severity, message, rule }) => {
      // A line that begins with two colons or holds `##[` would be a command to the runner of GitHub Actions.
      const path = visible(file).replace(/^(?=\s*:)/u, './');
      const line = `${path}:${start.line}:${start.column}: ${severity}: ${visible(message)} [${visible(rule)}]\n`;
      return line.replaceAll('##[', '#\\x23[');
    })
    .join('');
