/** The form of one method: its parameters, the fields of its body, and the response. */
import { useState } from 'preact/hooks';
import type { ApiInfo, ApiMethod, ApiParameter } from '@sandbox/front-doors/console/wire';
import { callOf } from '../model/call';
import { bodyOf, fieldsOf, type Field, type Values } from '../model/form';
import { ResponseView, useSend } from './response-view';
import { Input } from './input';

/** The parameter with the token of a list's next page, which the buttons below the list set. */
const PAGE = 'nextToken';

interface Props {
  readonly api: ApiInfo;
  readonly method: ApiMethod;
}

export function MethodForm({ api, method }: Props) {
  const fields = method.body ? fieldsOf(method.body, method.example) : [];
  const parameters = method.parameters.filter(({ name }) => name !== PAGE).map(parameterField);
  const [values, setValues] = useState<Values>(() => initialOf([...parameters, ...fields]));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [sent, send] = useSend();
  const submit = (changed: Values = values) => {
    const missing = parameters.filter(
      ({ name, isRequired }) => isRequired && (changed[name] ?? '') === '',
    );
    const made = method.body ? bodyOf(fields, changed) : { body: '' };
    const found = {
      ...Object.fromEntries(missing.map(({ name }) => [name, 'is required'])),
      ...('problems' in made ? made.problems : {}),
    };
    setProblems(found);
    if ('body' in made && Object.keys(found).length === 0)
      send(callOf(api, method, changed, made.body));
  };
  const page = (nextToken: string) => {
    const changed = { ...values, [PAGE]: nextToken };
    setValues(changed);
    submit(changed);
  };
  const hasPages = method.parameters.some(({ name }) => name === PAGE);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        page('');
      }}
    >
      {[...fields, ...parameters].map((field) => (
        <Input
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          problem={problems[field.name]}
          onInput={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {method.signedFor !== undefined && (
        <p class="muted">
          Asks for a signature, and this page has no credentials to sign with: what it sends is
          refused. The curl command below the answer signs with those in your environment.
        </p>
      )}
      <button type="submit" class="primary" disabled={sent.state === 'sending'}>
        {labelOf(method)}
      </button>
      <ResponseView sent={sent} signedFor={method.signedFor} onPage={hasPages ? page : undefined} />
    </form>
  );
}

function labelOf({ httpMethod }: ApiMethod): string {
  return httpMethod === 'GET' ? 'Get' : httpMethod === 'DELETE' ? 'Delete' : 'Send';
}

/** Deployed parameters have no type, but a name can indicate a date. */
function parameterField({ in: where, name, required }: ApiParameter): Field {
  return {
    name,
    kind: where === 'query' && /date$/i.test(name) ? 'date' : 'text',
    isRequired: required,
    choices: [],
    description: where === 'header' ? 'Sent as a header' : '',
    initial: '',
  };
}

function initialOf(fields: readonly Field[]): Values {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, initial]));
}
