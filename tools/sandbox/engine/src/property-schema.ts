/** The parts of the JSON Schemas in CloudFormation's registry that the sandbox validates. */

export interface PropertySchema {
  /** `string`, `integer`, `number`, `boolean`, `array` or `object`. @default any JSON */
  readonly type?: string;
  /** The properties of an object, which may have no others. @default any properties */
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  /** The schema of each item of an array. */
  readonly items?: PropertySchema;
  /** The schema of each value of a map. */
  readonly values?: PropertySchema;
  /** A regular expression that each key of a map has to match. */
  readonly keyPattern?: string;
  readonly enum?: readonly (string | number)[];
  /** A regular expression. */
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** The message of the service for a value that violates a rule. @default CloudFormation's message */
  readonly message?: string;
}
