/** A form for editing and sending a request with its raw path, headers and body. */
import { useState } from 'preact/hooks';
import type { SendRequest } from '@sandbox/front-doors/console/wire';
import type { Field } from '../model/form';
import { headersOf, headerLines } from '../model/headers';
import { ResponseView, useSend } from './response-view';
import { Input } from './input';

const field = (name: string, kind: Field['kind'], isRequired: boolean): Field => {
  return { name, kind, isRequired, choices: [], description: '', initial: '' };
};

const FIELDS = [
  field('Method', 'text', true),
  field('Host', 'text', true),
  field('Path', 'text', true),
  field('Headers', 'json', false),
  field('Body', 'json', false),
] as const;

export function RawForm({ request }: { readonly request: SendRequest }) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    Method: request.method,
    Host: request.host,
    Path: request.path,
    Headers: headerLines(request.headers),
    Body: request.body,
  });
  const [sent, send] = useSend();
  const submit = (event: Event) => {
    event.preventDefault();
    const { Method = '', Host = '', Path = '', Headers = '', Body = '' } = values;
    send({ method: Method, host: Host, path: Path, headers: headersOf(Headers), body: Body });
  };
  return (
    <form onSubmit={submit} class="raw-form">
      {FIELDS.map((one) => (
        <Input
          key={one.name}
          field={one}
          value={values[one.name] ?? ''}
          problem={undefined}
          onInput={(value) => setValues({ ...values, [one.name]: value })}
        />
      ))}
      <button type="submit" class="primary" disabled={sent.state === 'sending'}>
        Send
      </button>
      <ResponseView sent={sent} signedFor={undefined} onPage={undefined} />
    </form>
  );
}
