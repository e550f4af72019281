/** What CloudFormation's registry says of a value: the parts of a JSON Schema that can be checked here. */

export interface PropertySchema {
  /** `string`, `integer`, `number`, `boolean`, `array` or `object`. @default any JSON */
  readonly type?: string;
  /** Those of an object; it has no others. @default an object may have any */
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  /** Each one of an array. */
  readonly items?: PropertySchema;
  /** Each value of a map. */
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
