/*
 * The door to typed models: one class for each kind that people write, of the newest operator and plugin, on
 * @kubernetes-models/base. It reads the package's own files and is for Node.
 */
export * from './kinds.ts';
export type * from './kubernetes.ts';
export { InvalidResourceError, type InvalidField, type ModelClass, type ResourceModel } from './model.ts';
export type * from './types.ts';
