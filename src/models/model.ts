import { createTypeMetaGuard, Model, type ModelData, type TypeMeta, type TypeMetaGuard } from '@kubernetes-models/base';
import { toDotted, toPointer } from '../manifest/path.ts';
import { newestSchemas } from './newest-schemas.ts';
import { problemText } from './problem-text.ts';

/** A resource to build, check and write out. */
export class ResourceModel<T extends TypeMeta> extends Model<T> {
  /** The resource as a plain object, without what is undefined. */
  override toJSON(): T {
    return super.toJSON();
  }

  /** Throws an InvalidResourceError for what the newest CustomResourceDefinition of the kind refuses. */
  override validate(): void {
    // What counts is what gets applied: models inside are objects like any other there.
    const resource = JSON.parse(JSON.stringify(this));
    const problems = newestSchemas().validate(resource);
    if (problems.length === 0) return;
    const fields = problems.map((problem) => ({ at: toDotted(problem.path), path: toPointer(problem.path), message: problemText(problem, resource) }));
    throw new InvalidResourceError(resource, fields);
  }
}

/** The class of a kind. */
export interface ModelClass<T extends TypeMeta> {
  readonly apiVersion: T['apiVersion'];
  readonly kind: T['kind'];
  /** Whether a value says that it is of this kind; what it holds may still be invalid. */
  readonly is: TypeMetaGuard<T>;
  new (data: ModelData<T>): ResourceModel<T> & T;
}

/** The base of a kind's class. */
export function modelOf<T extends TypeMeta>(apiVersion: T['apiVersion'], kind: T['kind']): ModelClass<T> {
  const meta = { apiVersion, kind };
  class Resource extends ResourceModel<T> {
    static readonly apiVersion = apiVersion;
    static readonly kind = kind;
    static readonly is = createTypeMetaGuard<T>(meta);

    constructor(data: ModelData<T>) {
      // Written first so that it is read first, and last because a class has but one kind.
      super({ ...meta, ...data, ...meta });
    }
  }
  // The constructor of Model assigns what T declares.
  return Resource as ModelClass<T>;
}

/** A value that the schema refuses. */
export interface InvalidField {
  /** Its RFC 6901 pointer; for an unknown or a missing field it ends in the name. */
  readonly path: string;
  readonly message: string;
}

/** A model holds what the API server would refuse. */
export class InvalidResourceError extends Error {
  override readonly name = 'InvalidResourceError';
  readonly fields: readonly InvalidField[];

  constructor(message: string, fields: readonly InvalidField[]) {
    super(message);
    this.fields = fields;
  }
}
