import { customResourceHandler } from '@cross-account/custom-resource';

/** Handles a resource with the property `name`; the template reads its attribute `text`. */
export const handler = customResourceHandler({
  physicalResourceId: 'greeting',
  apply({ name }) {
    if (typeof name !== 'string') throw new TypeError('name must be a string');
    return Promise.resolve({ text: `Hello ${name}` });
  },
});
