import { byFile } from './order.ts';
import { inOneLine } from './plain-text.ts';
import type { Reporter } from './reporter.ts';
import { element, xmlDocument } from './xml.ts';

/** For whatever reads the XML of Checkstyle 4.3: each file with its findings, `source` being `cnpg-lint.` and the rule. */
export const checkstyle: Reporter = ({ findings }) =>
  xmlDocument(
    element(
      'checkstyle',
      { version: '4.3' },
      [...byFile(findings, ({ file }) => file)].flatMap(([file, some]) =>
        element(
          'file',
          { name: file },
          some.flatMap((finding) =>
            element('error', {
              line: finding.range.start.line,
              column: finding.range.start.column,
              severity: finding.severity,
              message: inOneLine(finding),
              source: `cnpg-lint.${finding.rule}`,
            }),
          ),
        ),
      ),
    ),
  );
