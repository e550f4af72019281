import { LambdaIntegration, RequestValidator } from 'aws-cdk-lib/aws-apigateway';
import type { IRestApi, MethodOptions, Model, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  orderListModel,
  orderModel,
  placeOrderModel,
  placedOrderModel,
} from '@cross-account/orders-domain/http';
import type { JsonSchema } from '@cross-account/orders-domain/http';
import type { OrderFunctionName } from '@cross-account/orders-domain/config';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { addMethodNotAllowed } from './method-not-allowed';

/** The aliases behind the calls, by function. */
export type OrderHandlers = Readonly<Record<OrderFunctionName, Alias>>;

const JSON_TYPE = 'application/json';

/** Adds `/orders` and `/orders/{orderId}`, their models and checks, to an API. */
export function addOrderMethods(
  api: RestApi,
  service: ServiceDefinition,
  handlers: OrderHandlers,
): void {
  const orders = api.root.addResource('orders');
  const order = orders.addResource('{orderId}');
  const parameters = validator(api, 'Parameters', { validateRequestParameters: true });
  const everything = validator(api, 'Everything', {
    validateRequestBody: true,
    validateRequestParameters: true,
  });

  orders.addMethod('POST', invoke(handlers['place-order']), {
    requestValidator: everything,
    // Another content type is not checked here: the function answers it with 415.
    requestModels: { [JSON_TYPE]: model(api, 'PlaceOrder', placeOrderModel(service)) },
    requestParameters: { 'method.request.header.Idempotency-Key': false },
    methodResponses: answers('201', model(api, 'PlacedOrder', placedOrderModel(service))),
  });
  orders.addMethod('GET', invoke(handlers['list-orders']), {
    requestValidator: parameters,
    requestParameters: {
      'method.request.querystring.orderDate': false,
      'method.request.querystring.limit': false,
      'method.request.querystring.nextToken': false,
    },
    methodResponses: answers('200', model(api, 'OrderList', orderListModel(service))),
  });
  order.addMethod('GET', invoke(handlers['get-order']), {
    requestValidator: parameters,
    requestParameters: { 'method.request.path.orderId': true },
    methodResponses: answers('200', model(api, 'Order', orderModel(service))),
  });
  addMethodNotAllowed(orders, ['GET', 'POST']);
  addMethodNotAllowed(order, ['GET']);
}

/** Lets API Gateway call the function for this one method, and not for tries in the console. */
function invoke(handler: Alias): LambdaIntegration {
  // Alias declares an optional property in a way that exactOptionalPropertyTypes refuses as an IFunction.
  return new LambdaIntegration(handler as IFunction, {
    allowTestInvoke: false,
    scopePermissionToMethod: true,
  });
}

function validator(
  api: RestApi,
  id: string,
  checks: { readonly validateRequestBody?: boolean; readonly validateRequestParameters?: boolean },
): RequestValidator {
  // The same with RestApi and IRestApi.
  return new RequestValidator(api, id, { restApi: api as IRestApi, ...checks });
}

/** CDK adds the `$schema` of draft 4, which API Gateway wants. */
function model(api: RestApi, id: string, schema: JsonSchema): Model {
  return api.addModel(id, { contentType: JSON_TYPE, schema });
}

function answers(statusCode: string, body: Model): NonNullable<MethodOptions['methodResponses']> {
  return [{ statusCode, responseModels: { [JSON_TYPE]: body } }];
}
