import { byFile } from './order.ts';
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
          some.flatMap(({ range: { start }, severity, message, help, rule }) =>
            element('error', {
              line: start.line,
              column: start.column,
              severity,
              message: help === '' ? message : `${message}; ${help}`,
              source: `cnpg-lint.${rule}`,
            }),
          ),
        ),
      ),
    ),
  );
