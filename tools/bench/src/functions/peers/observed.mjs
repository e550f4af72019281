/** What AWS recommends around a handler: Powertools' logger and metrics, as middy middleware. */
import middy from '@middy/core';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';

const logger = new Logger({ serviceName: 'food' });
const metrics = new Metrics({ namespace: 'Orders', serviceName: 'food' });

/** Logs one line and one metric for each request, as the functions of this repository do. */
export function observed(handler) {
  return middy(async (event, context) => {
    const startedAt = performance.now();
    const answer = await handler(event, context);
    logger.info('request answered', { status: answer.statusCode });
    metrics.addMetric('Latency', MetricUnit.Milliseconds, performance.now() - startedAt);
    return answer;
  })
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics));
}
