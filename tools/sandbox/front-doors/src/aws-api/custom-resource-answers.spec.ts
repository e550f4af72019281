import { CustomResourceAnswers } from './custom-resource-answers';

describe("the answer of a custom resource's function", () => {
  it('is the first one, put to a path that nobody guesses', async () => {
    const answers = new CustomResourceAnswers();
    const { path, answer } = answers.expect();
    expect(path).toMatch(/^\/custom-resource\/[\w-]{43}$/);
    expect(answers.take(path, '{"Status":"SUCCESS"}')).toBe(true);
    expect(answers.take(path, '{"Status":"FAILED"}')).toBe(true);
    expect(await answer).toEqual({ Status: 'SUCCESS' });
  });

  it('is not taken at another path, nor when nobody waits any longer', () => {
    const answers = new CustomResourceAnswers();
    const { path, forget } = answers.expect();
    const another = answers.expect().path;
    expect(another).not.toBe(path);
    expect(answers.take(`${path.slice(0, -1)}.`, '{}')).toBe(false);
    forget();
    expect(answers.take(path, '{}')).toBe(false);
  });
});
