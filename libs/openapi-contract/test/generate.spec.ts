import fc from 'fast-check';
import { Contract } from '../src/contract';
import { parseDocument } from '../src/document';
import { requestsOf } from '../src/generate';
import { Requests } from '../src/requests';
import { sampleDocument } from './support/sample-document';

const document = parseDocument(sampleDocument);
const contract = new Contract(document);
const reader = new Requests(document, contract);
const sample = (seed: number) => fc.sample(requestsOf(document), { seed, numRuns: 2_000 });

describe('generated requests', () => {
  const readings = sample(1).map((request) => reader.read(request));

  it('are the same for the same seed', () => {
    expect(sample(2).slice(0, 50)).toEqual(sample(2).slice(0, 50));
    expect(sample(2)).not.toEqual(sample(3));
  });

  it.each([...contract.operations.keys()])('cover %s, valid and invalid', (operationId) => {
    const own = readings.filter(
      ({ call }) => call.kind === 'operation' && call.operationId === operationId,
    );
    const allowed = own.filter((one) => one.allowed === true).length;
    expect(allowed).toBeGreaterThan(own.length / 5);
    expect(own.length - allowed).toBeGreaterThan(own.length / 5);
  });

  it.each(['path', 'method'])(
    'also cover what the document does not define: another %s',
    (kind) => {
      expect(readings.filter(({ call }) => call.kind === kind).length).toBeGreaterThan(20);
    },
  );
});
