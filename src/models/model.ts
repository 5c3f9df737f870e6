import { createTypeMetaGuard, Model, type ModelData, type TypeMeta, type TypeMetaGuard } from '@kubernetes-models/base';
import { type InvalidField, invalidFields } from './invalid-fields.ts';

/** A resource to build, check and write out. */
export class ResourceModel<T extends TypeMeta> extends Model<T> {
  /** The resource as a plain object, without what is undefined. */
  override toJSON(): T {
    return super.toJSON();
  }

  /** Throws an InvalidResourceError for what the newest CustomResourceDefinition of the kind refuses. */
  override validate(): void {
    // What counts is what gets applied: there, models inside of models are objects like any other.
    const resource = JSON.parse(JSON.stringify(this));
    const fields = invalidFields(resource);
    if (fields.length > 0) throw new InvalidResourceError(resource, fields);
  }
}

/** A model holds what the API server would refuse. */
export class InvalidResourceError extends Error {
  override readonly name = 'InvalidResourceError';
  /** What is wrong, in the order of the resource. */
  readonly fields: readonly InvalidField[];

  constructor(
    resource: TypeMeta & { readonly metadata?: { readonly name?: string } },
    fields: readonly InvalidField[],
  ) {
    const name = resource.metadata?.name;
    const lines = fields.map(({ field, message }) => `  ${field}: ${message}`);
    super([`${resource.kind}${name === undefined ? '' : ` "${name}"`} is not valid:`, ...lines].join('\n'));
    this.fields = fields;
  }
}

/** The class of a kind. */
export interface ModelClass<T extends TypeMeta> {
  readonly apiVersion: T['apiVersion'];
  readonly kind: T['kind'];
  /** Whether a value says that it is of this kind; what it holds may be invalid all the same. */
  readonly is: TypeMetaGuard<T>;
  new (data: ModelData<T>): ResourceModel<T> & T;
}

/** The base of a kind's class. */
export function modelOf<T extends TypeMeta>(apiVersion: T['apiVersion'], kind: T['kind']): ModelClass<T> {
  const meta = { apiVersion, kind };
  class KindModel extends ResourceModel<T> {
    static readonly apiVersion = apiVersion;
    static readonly kind = kind;
    static readonly is = createTypeMetaGuard<T>(meta);

    constructor(data: ModelData<T>) {
      // First so that they are read first, and last because a class is of one kind whatever the data say.
      super({ ...meta, ...data, ...meta });
    }
  }
  // Model assigns the fields that T declares when it is constructed.
  return KindModel as ModelClass<T>;
}
