/*
 * The door to typed models on @kubernetes-models/base: a class for each kind that people write, as of the newest operator
 * and plugin. Models check themselves with the schemas of the package, which only Node can load.
 */
export type { InvalidField } from './invalid-fields.ts';
export * from './kinds.ts';
export type * from './kubernetes.ts';
export { InvalidResourceError, type ModelClass, type ResourceModel } from './model.ts';
export type * from './types.ts';
