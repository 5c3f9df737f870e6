import { categoryOf, type Preset, type Rule, severityOfConsequence, urlOf } from '../rule/define-rule.ts';
import type { Finding, Severity } from '../rule/finding.ts';

/** The levels of SARIF. */
export const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** A preset promises how seldom its rules are wrong. */
const precisions: Readonly<Record<Preset, string>> = {
  server: 'very-high',
  recommended: 'high',
  production: 'medium',
  strict: 'low',
};

/** GitHub's scale from 0.1 to 10 for rules of the category "security": high, medium and low. */
const securitySeverities: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.0', info: '2.0' };

/** The longest description that GitHub takes. */
const longest = 1024;

interface Descriptor {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties?: {
    readonly tags: readonly string[];
    readonly precision: string;
    readonly 'problem.severity': string;
    readonly 'security-severity'?: string;
  };
}

/** A reportingDescriptor for each rule that ran, and for what else findings name. */
export function describeRules(rules: readonly Rule[], findings: readonly Finding[]): readonly Descriptor[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = new Map(findings.filter(({ rule }) => !known.has(rule)).map((finding) => [finding.rule, finding]));
  return [...rules.map(describeRule), ...[...others.values()].map(describeUnknown)];
}

function describeRule(rule: Rule): Descriptor {
  const severity = severityOfConsequence[rule.consequence];
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: shorten(rule.summary) },
    fullDescription: { text: shorten(rule.why) },
    help: { text: rule.remedy, markdown: helpOf(rule) },
    helpUri: urlOf(rule),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set([categoryOf(rule.id), rule.consequence, 'cloudnative-pg', 'kubernetes', 'postgresql'])],
      precision: precisions[rule.preset],
      'problem.severity': problemSeverities[severity],
      ...(categoryOf(rule.id) === 'security' && { 'security-severity': securitySeverities[severity] }),
    },
  };
}

/** What is known of a rule that only a finding names. */
function describeUnknown({ rule, severity, help, url }: Finding): Descriptor {
  return {
    id: rule,
    name: nameOf(rule),
    shortDescription: { text: rule },
    fullDescription: { text: rule },
    help: { text: help },
    helpUri: url,
    defaultConfiguration: { level: levels[severity] },
  };
}

function nameOf(id: string): string {
  return id.replace(/(?:^|[^a-z0-9])([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function helpOf({ summary, why, remedy, exceptions = [], references }: Rule): string {
  const sections = [`**${summary}.**`, why, `**What to do:** ${remedy}`];
  if (exceptions.length > 0) sections.push(`**When it is silent**\n\n${bullets(exceptions)}`);
  if (references.length > 0) sections.push(`**References**\n\n${bullets(references.map((url) => `<${url}>`))}`);
  return sections.join('\n\n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}
