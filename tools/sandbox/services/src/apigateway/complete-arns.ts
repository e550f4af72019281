/**
 * Returns a resource policy with complete ARNs: API Gateway writes the Region, the account and the
 * ID in front of what a template shortens to `execute-api:/…`.
 *
 * @param complete returns the ARN for the part after that slash.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
 */
export function withCompleteArns(document: unknown, complete: (rest: string) => string): unknown {
  const completed = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/^execute-api:\/(.*)$/s, (_, rest: string) => complete(rest));
    }
    if (Array.isArray(value)) return value.map(completed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        key === 'Resource' || key === 'NotResource' || key === 'Statement' ? completed(item) : item,
      ]),
    );
  };
  return completed(document);
}
