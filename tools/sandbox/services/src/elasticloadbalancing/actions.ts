/** The action of a listener or a rule. */
import { z } from 'zod';
import { harmless, refused, type UnreadProperties } from '@sandbox/engine/property-declarations';
import type { Action } from './elastic-load-balancing';

const actionSchema = z
  .discriminatedUnion('Type', [
    z.object({ Type: z.literal('forward'), TargetGroupArn: z.string() }),
    z.object({
      Type: z.literal('fixed-response'),
      FixedResponseConfig: z.object({
        StatusCode: z.coerce.number(),
        ContentType: z
          .enum(
            ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'],
            {
              error: ({ input }) =>
                `The content type '${String(input)}' of a fixed response is not supported`,
            },
          )
          .default('text/plain'),
        MessageBody: z.string().default(''),
      }),
    }),
  ])
  .transform((action): Action => {
    if (action.Type === 'forward') {
      return { type: 'forward', targetGroupArn: action.TargetGroupArn };
    }
    const { StatusCode, ContentType, MessageBody } = action.FixedResponseConfig;
    return {
      type: 'fixed-response',
      statusCode: StatusCode,
      contentType: ContentType,
      body: MessageBody,
    };
  });

/** Returns the first of a list of actions. */
export const oneAction = z.array(actionSchema).transform(([action], context) => {
  if (action) return action;
  context.addIssue('at least one action is required');
  return z.NEVER;
});

/** A list with exactly one action, which is forward or fixed-response. */
export function unreadOfActions(list: string): readonly UnreadProperties[] {
  return [
    harmless('a list must have exactly one action', `${list}.Order`),
    refused(
      'only the actions forward (to one target group) and fixed-response are supported',
      ...[
        'AuthenticateCognitoConfig',
        'AuthenticateOidcConfig',
        'ForwardConfig',
        'JwtValidationConfig',
        'RedirectConfig',
      ].map((name) => `${list}.${name}`),
    ),
  ];
}
