/** Certificate and key in PEM format. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}
