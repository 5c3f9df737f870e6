import { rules } from '../../core.ts';
import { resolveTarget } from '../../engine/config.ts';
import { describeField } from '../../engine/describe-field.ts';
import { findField } from '../../engine/find-field.ts';
import { Configs } from '../../node/configs.ts';
import { loadSchemas, readCrds } from '../../node/load-schemas.ts';
import { loadRuleFields } from '../../node/rule-fields.ts';
import { UsageError } from '../../node/usage-error.ts';
import { nearest } from '../../text/nearest.ts';
import { type Layout, layoutFor } from '../layout.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';
import { fieldAsJson, fieldAsText, rulesAbout } from './explain-field.ts';
import { ruleAsJson, ruleAsText } from './explain-rule.ts';

type Flags = Arguments['flags'];

/** Prints what a rule checks, why, and how to mend it; or what is known of a field. */
export async function explainCommand(
  flags: Flags,
  names: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError(
      'explain takes the id of one rule, such as backup/schedule-six-fields, or one field, such as spec.backup',
    );
  const format = flags.format?.at(-1);
  if (format !== undefined && format !== 'json')
    throw new UsageError(`the format of "explain" is json, not "${format}"`);
  const layout = format === undefined ? layoutFor(flags, surroundings) : undefined;
  surroundings.stdout.write(explainRule(name, layout) ?? (await explainField(name, layout, flags, surroundings)));
  return 0;
}

/** Ids of rules are words with one slash between them; a pointer begins with one, and the key of a map has dots, too. */
const likeRule = /^[\w-]+\/[\w-]*$/u;

function explainRule(name: string, layout: Layout | undefined): string | undefined {
  const rule = rules.find(({ id, aliases }) => id === name || aliases?.includes(name) === true);
  if (rule) return layout ? ruleAsText(rule, layout) : ruleAsJson(rule);
  const ids = rules.map(({ id }) => id);
  const isRule = likeRule.test(name);
  const near = ids.find((id) => id.endsWith(`/${name}`)) ?? (isRule ? nearest(name, ids) : undefined);
  if (!isRule && near === undefined) return undefined;
  throw new UsageError(
    `unknown rule "${name}"${near === undefined ? '; `cnpg-lint rules` lists them' : `; did you mean "${near}"?`}`,
  );
}

async function explainField(
  name: string,
  layout: Layout | undefined,
  flags: Flags,
  { cwd, stderr }: Surroundings,
): Promise<string> {
  const schemas = await loadSchemas(await readCrds(flags.crds ?? [], cwd));
  const { pluginVersion, cnpgVersion } =
    new Configs(cwd, flags['no-config'] === true ? false : flags.config, {}).at(cwd)?.content ?? {};
  // What a manifest installs is for a run to find out.
  const minor = flags['cnpg-version'] ?? (cnpgVersion === 'auto' ? undefined : cnpgVersion);
  const target = resolveTarget(schemas, {
    ...(minor !== undefined && { cnpgVersion: minor }),
    ...(pluginVersion !== undefined && { pluginVersion }),
  });
  const search = findField(name, schemas, target);
  if ('complaint' in search) throw new UsageError(search.complaint);
  if (search.others.length > 0) {
    const kinds = search.others.map(({ kind }) => kind).join(', ');
    stderr.write(`note: this is the field of a ${search.field.kind.kind}; it is in ${kinds}, too\n`);
  }
  const field = describeField(search.field, schemas, target);
  const about = rulesAbout(field, rules, loadRuleFields());
  return layout ? fieldAsText(field, about, layout) : fieldAsJson(field, about);
}
