import { CustomResourceResponses } from './custom-resource-responses';

describe("the response of a custom resource's function", () => {
  it('is the first one that is sent to a secret path', async () => {
    const responses = new CustomResourceResponses();
    const { path, response } = responses.expect();
    expect(path).toMatch(/^\/custom-resource\/[\w-]{43}$/);
    expect(responses.receive(path, '{"Status":"SUCCESS"}')).toBe(true);
    expect(responses.receive(path, '{"Status":"FAILED"}')).toBe(true);
    expect(await response).toEqual({ Status: 'SUCCESS' });
  });

  it('is rejected on another path, or when it is no longer expected', () => {
    const responses = new CustomResourceResponses();
    const { path, close } = responses.expect();
    const another = responses.expect().path;
    expect(another).not.toBe(path);
    expect(responses.receive(`${path.slice(0, -1)}.`, '{}')).toBe(false);
    close();
    expect(responses.receive(path, '{}')).toBe(false);
  });
});
