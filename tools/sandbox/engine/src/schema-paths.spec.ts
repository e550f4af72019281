import { schemaPaths } from './schema-paths';

describe('the paths of a schema', () => {
  it('are those of all properties, including those of objects and of the items of arrays', () => {
    expect(
      schemaPaths({
        type: 'object',
        properties: {
          Name: { type: 'string' },
          Actions: {
            type: 'array',
            items: {
              properties: { Order: { type: 'integer' }, Hosts: { items: { type: 'string' } } },
            },
          },
          Health: { properties: { Path: { properties: { Prefix: {} } } } },
        },
      }),
    ).toEqual([
      'Name',
      'Actions',
      'Actions.Order',
      'Actions.Hosts',
      'Health',
      'Health.Path',
      'Health.Path.Prefix',
    ]);
  });

  it('do not contain the keys of a map', () => {
    expect(schemaPaths({ properties: { Tags: { values: { type: 'string' } } } })).toEqual(['Tags']);
  });

  it('are none without properties', () => {
    expect(schemaPaths({})).toEqual([]);
  });
});
