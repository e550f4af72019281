/** Compares the operations of two documents: paths, methods, parameters, request bodies and responses. */
import { isDeepStrictEqual } from 'node:util';
import { below, shown } from './change';
import type { Break } from './change';
import { METHODS } from './openapi';
import type { Content, OpenApiDocument, Operation, Parameter, Response } from './openapi';
import { schemaBreaks } from './schema-breaks';

interface Documents {
  readonly before: OpenApiDocument;
  readonly now: OpenApiDocument;
}

/** Returns all changes that break callers of the earlier document, without duplicates. */
export function breakingChanges(before: OpenApiDocument, now: OpenApiDocument): Break[] {
  const documents = { before, now };
  const breaks = [...serverBreaks(documents), ...pathBreaks(documents)];
  const keyOf = ({ at, problem }: Break) => `${at} ${problem}`;
  return [...new Map(breaks.map((one) => [keyOf(one), one])).values()];
}

function removal(what: string, at: string): Break {
  return { at, problem: `the ${what} was removed`, compatible: `keep the ${what}` };
}

function serverBreaks({ before, now }: Documents): Break[] {
  const urls = new Set(now.servers.map(({ url }) => url));
  return before.servers
    .filter(({ url }) => !urls.has(url))
    .map(({ url }) => removal(`server ${shown(url)}`, 'servers'));
}

function pathBreaks(documents: Documents): Break[] {
  return Object.entries(documents.before.paths).flatMap(([path, itemBefore]) => {
    const at = below('paths', path);
    const itemNow = documents.now.paths[path];
    if (itemNow === undefined) return [removal('path', at)];
    return METHODS.flatMap((method) => {
      const [before, now] = [itemBefore[method], itemNow[method]];
      if (before === undefined) return [];
      const inMethod = below(at, method);
      if (now === undefined) return [removal('method', inMethod)];
      const withShared = (operation: Operation, shared: readonly Parameter[]) => ({
        ...operation,
        parameters: allParameters(shared, operation.parameters),
      });
      return operationBreaks(
        documents,
        withShared(before, itemBefore.parameters),
        withShared(now, itemNow.parameters),
        inMethod,
      );
    });
  });
}

const parameterKey = (parameter: Parameter) => `${parameter.in} ${parameter.name.toLowerCase()}`;

/** Returns the parameters of a path, overridden by those of its operation. */
function allParameters(shared: readonly Parameter[], own: readonly Parameter[]): Parameter[] {
  return [...new Map([...shared, ...own].map((one) => [parameterKey(one), one])).values()];
}

function operationBreaks(
  documents: Documents,
  before: Operation,
  now: Operation,
  at: string,
): Break[] {
  return [
    ...securityBreaks(before, now, at),
    ...parameterBreaks(documents, before.parameters, now.parameters, below(at, 'parameters')),
    ...requestBodyBreaks(documents, before, now, below(at, 'requestBody')),
    ...responsesBreaks(documents, before.responses, now.responses, below(at, 'responses')),
  ];
}

function securityBreaks(before: Operation, now: Operation, at: string): Break[] {
  if (now.security.length === 0 || isDeepStrictEqual(before.security, now.security)) return [];
  return [
    {
      at: below(at, 'security'),
      problem: `security was ${shown(before.security)}, is ${shown(now.security)}`,
      compatible: 'require the same credentials as before',
    },
  ];
}

function parameterBreaks(
  documents: Documents,
  before: readonly Parameter[],
  now: readonly Parameter[],
  at: string,
): Break[] {
  const known = new Map(before.map((one) => [parameterKey(one), one]));
  const current = new Set(now.map(parameterKey));
  const removed = before.filter((one) => !current.has(parameterKey(one)));
  return [
    ...removed.map((one) => removal('parameter', below(at, parameterKey(one)))),
    ...now.flatMap((one) => {
      const place = below(at, parameterKey(one));
      const earlier = known.get(parameterKey(one));
      const required = one.required && earlier?.required !== true ? [nowRequired(place)] : [];
      if (earlier === undefined) return required;
      const comparison = { ...documents, direction: 'sent' } as const;
      return [...required, ...schemaBreaks(comparison, earlier.schema, one.schema, place)];
    }),
  ];
}

function nowRequired(at: string): Break {
  return { at, problem: 'it is now required', compatible: 'make it optional' };
}

function requestBodyBreaks(
  documents: Documents,
  { requestBody: before }: Operation,
  { requestBody: now }: Operation,
  at: string,
): Break[] {
  const required = now?.required === true && before?.required !== true ? [nowRequired(at)] : [];
  if (before === undefined) return required;
  if (now === undefined) return [removal('request body', at)];
  const comparison = { ...documents, direction: 'sent' } as const;
  return [...required, ...contentBreaks(comparison, before.content, now.content, at)];
}

type ContentComparison = Parameters<typeof schemaBreaks>[0];

function contentBreaks(
  comparison: ContentComparison,
  before: Content,
  now: Content,
  at: string,
): Break[] {
  return Object.entries(before).flatMap(([type, { schema = true }]) => {
    const place = below(below(at, 'content'), type);
    const current = now[type];
    if (current === undefined) return [removal('content type', place)];
    return schemaBreaks(comparison, schema, current.schema ?? true, below(place, 'schema'));
  });
}

const isSuccess = (status: string) => status.startsWith('2');

function responsesBreaks(
  documents: Documents,
  before: Operation['responses'],
  now: Operation['responses'],
  at: string,
): Break[] {
  const added = Object.keys(now).filter((status) => isSuccess(status) && !(status in before));
  return [
    ...added.map((status) => ({
      at: below(at, status),
      problem: 'callers do not expect this success status',
      compatible: 'return a 2xx status that was returned before',
    })),
    ...Object.entries(before).flatMap(([status, response]) => {
      const current = now[status];
      const place = below(at, status);
      if (current === undefined) return [removal('status', place)];
      return responseBreaks(documents, response, current, place, !isSuccess(status));
    }),
  ];
}

function responseBreaks(
  documents: Documents,
  before: Response,
  now: Response,
  at: string,
  openEnums: boolean,
): Break[] {
  const comparison = { ...documents, direction: 'received', openEnums } as const;
  const headers = Object.entries(before.headers).flatMap(([name, header]) => {
    const place = below(below(at, 'headers'), name);
    const current = now.headers[name];
    if (current === undefined) return [removal('header', place)];
    const absent = header.required && !current.required;
    return [
      ...(absent
        ? [{ at: place, problem: 'it is now optional', compatible: 'always return it' }]
        : []),
      ...schemaBreaks(comparison, header.schema, current.schema, below(place, 'schema')),
    ];
  });
  return [...headers, ...contentBreaks(comparison, before.content, now.content, at)];
}
