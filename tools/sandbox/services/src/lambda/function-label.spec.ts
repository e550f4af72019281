import { functionLabel } from './function-label';

describe('the label of a function', () => {
  it.each([
    [
      'food-service-sandbox',
      'food-service-sandbox/Microservice/place-order/Lambda/Function/Resource',
      'food:place-order',
    ],
    [
      'consumer-infra-sandbox',
      'consumer-infra-sandbox/EndpointAddresses/Function/Resource',
      'consumer-infra:endpoint-addresses',
    ],
    ['Shop', 'Prod/Shop/OrdersHandler/Resource', 'Shop:orders-handler'],
    ['Shop', 'Shop/Function/Resource', 'Shop:function'],
    ['Shop', 'EchoFunction', 'Shop:echo-function'],
    ['', '', 'f-1:f-1'],
  ])('follows from its stack %s and its construct %s', (stackName, constructPath, label) => {
    const { service, name } = functionLabel({ name: 'f-1', stackName, constructPath });
    expect(`${service}:${name}`).toBe(label);
  });
});
