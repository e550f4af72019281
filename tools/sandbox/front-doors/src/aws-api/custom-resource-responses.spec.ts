import { CustomResourceResponses } from './custom-resource-responses';

describe("the answer of a custom resource's function", () => {
  it('is the first one, put to a path that nobody guesses', async () => {
    const responses = new CustomResourceResponses();
    const { path, response } = responses.expect();
    expect(path).toMatch(/^\/custom-resource\/[\w-]{43}$/);
    expect(responses.receive(path, '{"Status":"SUCCESS"}')).toBe(true);
    expect(responses.receive(path, '{"Status":"FAILED"}')).toBe(true);
    expect(await response).toEqual({ Status: 'SUCCESS' });
  });

  it('is not taken at another path, nor when nobody waits any longer', () => {
    const responses = new CustomResourceResponses();
    const { path, close } = responses.expect();
    const another = responses.expect().path;
    expect(another).not.toBe(path);
    expect(responses.receive(`${path.slice(0, -1)}.`, '{}')).toBe(false);
    close();
    expect(responses.receive(path, '{}')).toBe(false);
  });
});
