import type { Finding, Fix, PositionRange, Report, Suppressed } from '../rule/finding.ts';
import { lineHashes } from './line-hashes.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { describeRules, levels } from './sarif-rules.ts';
import { toJson } from './to-json.ts';

/** For code scanning: a SARIF 2.1.0 log with all that GitHub reads of one. What is suppressed is left out unless asked for. */
export const sarif: Reporter = ({ tool, findings, suppressed = [] }, context) => {
  const hidden = context.showSuppressed ? suppressed : [];
  const all = [...findings, ...hidden.map(({ finding }) => finding)];
  const rules = describeRules(context.rules, all);
  const results = describeResults(all, new Map(rules.map(({ id }, index) => [id, index])), context);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            informationUri: 'https://github.com/cnpg-lint/cnpg-lint',
            rules,
          },
        },
        automationDetails: { id: 'cnpg-lint/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        // Where one result says whether it is suppressed, all have to.
        results: results.map((result, index) => ({
          ...result,
          ...(hidden.length > 0 && { suppressions: suppressions(hidden[index - findings.length]) }),
        })),
      },
    ],
  };
  return toJson(log);
};

function suppressions(suppressed: Suppressed | undefined): object[] {
  if (suppressed === undefined) return [];
  const { kind, justification } = suppressed;
  return [{ kind, ...(justification !== undefined && { justification }) }];
}

function describeResults(
  findings: Report['findings'],
  indexes: ReadonlyMap<string, number>,
  { rules, textOf, fromRoot }: ReportContext,
): object[] {
  const remedies = new Map(rules.map(({ id, remedy }) => [id, remedy]));
  const hashes = new Map<string, readonly string[]>();
  const hashOf = (file: string, line: number): string | undefined => {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const known = hashes.get(file) ?? lineHashes(text);
    hashes.set(file, known);
    return known[line - 1];
  };
  return findings.map((finding) => {
    const { rule, severity, file, range, related, fix, fingerprint, help } = finding;
    const hash = hashOf(file, range.start.line);
    return {
      ruleId: rule,
      ruleIndex: indexes.get(rule),
      level: levels[severity],
      message: { text: messageOf(finding, help === remedies.get(rule) ? '' : help) },
      locations: [{ physicalLocation: physical(fromRoot(file), range) }],
      ...(related.length > 0 && {
        relatedLocations: related.map((one, index) => ({
          id: index + 1,
          physicalLocation: physical(fromRoot(one.file), one.range),
          message: { text: one.message },
        })),
      }),
      ...(fix && { fixes: [{ description: { text: fix.title }, artifactChanges: changes(fix, fromRoot) }] }),
      partialFingerprints: { ...(hash !== undefined && { primaryLocationLineHash: hash }), 'cnpgLint/v1': fingerprint },
    };
  });
}

/** The first sentence is the title of an alert; links lead to the other places, and help says more than the rule's own. */
function messageOf({ message, related }: Finding, help: string): string {
  const links = related.map((one, index) => `[${escapeLabel(one.message)}](${index + 1})`);
  return [message.replaceAll('](', '\\]('), ...(links.length > 0 ? [`See ${links.join(', ')}`] : []), help]
    .filter((text) => text !== '')
    .map(sentence)
    .join(' ');
}

function escapeLabel(text: string): string {
  return text.replace(/[\\[\]]/gu, '\\$&');
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

function changes({ edits }: Fix, fromRoot: ReportContext['fromRoot']): object[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => ({
    artifactLocation: artifact(fromRoot(file)),
    replacements: edits
      .filter((edit) => edit.file === file)
      .map(({ range, newText }) => ({
        deletedRegion: region(range),
        ...(newText !== '' && { insertedContent: { text: newText } }),
      })),
  }));
}

function physical(path: string, range: PositionRange): object {
  return { artifactLocation: artifact(path), region: region(range) };
}

function region({ start, end }: PositionRange): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path from the root as a relative URI. */
function artifact(path: string): object {
  const encoded = path.split('/').map(encodeName).join('/');
  return path.startsWith('/') ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: '%SRCROOT%' };
}

/** A byte that is not UTF-8 was read as half of a surrogate pair; other halves have no form in a URI. */
function encodeName(name: string): string {
  return name
    .split(/([\udc80-\udcff])/u)
    .map((part, index) =>
      index % 2 === 0
        ? encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'))
        : `%${(part.charCodeAt(0) - 0xdc00).toString(16).toUpperCase()}`,
    )
    .join('');
}
