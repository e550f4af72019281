import { generatedSecret, generatedSecretSchema } from './generated-secret';

const generate = (given: object) => generatedSecret(generatedSecretSchema.parse(given));

it('has 32 characters, at least one of each type, unless the template sets it', () => {
  expect(generate({})).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z\d])\S{32}$/);
  expect(generate({ PasswordLength: 5, IncludeSpace: true })).toMatch(/^(?=.* ).{5}$/);
  expect(generate({})).not.toBe(generate({}));
});

it('excludes characters', () => {
  const letters = { ExcludeNumbers: true, ExcludePunctuation: true, ExcludeUppercase: true };
  expect(generate({ ...letters, ExcludeCharacters: 'abc' })).toMatch(/^[d-z]{32}$/);
  expect(generate({ ...letters, ExcludeLowercase: 'true', ExcludeNumbers: 'false' })).toMatch(
    /^\d{32}$/,
  );
});

it('is inserted into a template', () => {
  const given = { SecretStringTemplate: '{"user":"u"}', GenerateStringKey: 'password' };
  expect(JSON.parse(generate(given))).toEqual({
    user: 'u',
    password: expect.stringMatching(/^.{32}$/) as string,
  });
});
