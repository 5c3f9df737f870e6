/* All that the author of a rule needs. */

export { findBelow } from '../manifest/find-below.ts';
export type { Path } from '../manifest/path.ts';
export { toDotted } from '../manifest/path.ts';
export { hasPlaceholder } from '../manifest/placeholders.ts';
export { sameName } from '../model/names.ts';
export type { Lookup, Project } from '../model/project.ts';
export type { DocumentProblem } from '../model/reading.ts';
export { mayShareNamespace } from '../model/references.ts';
export type { Field, Place, Resource } from '../model/resource.ts';
export type { FieldInfo, SchemaProblem } from '../model/schema-catalog.ts';
export type { Source } from '../model/source.ts';
export { distance, nearest } from '../text/nearest.ts';
export {
  type Consequence,
  categoryOf,
  defineRule,
  type Preset,
  type Rule,
  type RuleContext,
  type RuleDefinition,
} from './define-rule.ts';
export { defineFact, type Fact, type FactContext } from './fact.ts';
export type { RawFinding, RawFix, Severity } from './finding.ts';
export type { SuppressionProblem } from './suppression-problem.ts';
