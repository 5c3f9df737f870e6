import type { BrokenRule } from '../model/schema-catalog.ts';
import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { effective } from './effective.ts';
import { schemaRefuses } from './schema-refuses.ts';

/** Which CEL rules of its schema does a resource break, or leave unjudged? Nothing that depends on an unknown value. */
export const brokenRules = defineFact<Resource, readonly BrokenRule[]>({
  name: 'broken-rules',
  compute(resource, context) {
    // A part of an object breaks rules that the whole keeps.
    if (resource.isPartial) return [];
    const { schemas, target } = context.project;
    const stored = context.project.storedOf(resource);
    const { value, group, kind } = context.fact(effective, resource).data;
    const old = stored && context.fact(effective, stored).data.value;
    const refused = resource.problems.filter(({ code }) => code !== 'filled-in').map(({ path }) => path);
    return schemas.brokenRules(group, kind, value, old, target).filter((rule) => {
      // What a rule fails at is a mistake of another kind, where the schema finds one.
      const follows = rule.isFault === true && refused.some((path) => startsWith(path, rule.owner));
      return !follows && !schemaRefuses(resource, rule.owner) && isKnown(rule, resource);
    });
  },
});

/** Whether no placeholder hides what an expression asks for: the fields that it names, or else everything. */
function isKnown({ expression, owner }: BrokenRule, resource: Resource): boolean {
  if (resource.data.unknown.length === 0) return true;
  const named = [...expression.matchAll(/\bself\b(?:\.(\w+)(?!\w*\())?/gu)].map((match) => match[1]);
  const paths = named.map((name) => (name === undefined ? owner : [...owner, name]));
  return paths.every((path) => !resource.hidesBelow(...path));
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, depth) => path[depth] === segment);
}
