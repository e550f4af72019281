/** One field of a form, with its label and its error. */
import { useId } from 'preact/hooks';
import { WHOLE, type Field } from '../model/form';

interface Props {
  readonly field: Field;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onInput: (value: string) => void;
}

export function Input({ field, value, problem, onInput }: Props) {
  const id = useId();
  const name = field.name === WHOLE ? 'Body (JSON)' : field.name;
  const hint = problem ?? field.description;
  return (
    <div class="field">
      <label for={id}>
        {name}
        {!field.isRequired && <span class="optional"> optional</span>}
      </label>
      <Control
        field={field}
        value={value}
        onInput={onInput}
        attributes={{
          id,
          required: field.isRequired,
          'aria-invalid': problem !== undefined,
          ...(hint !== '' && { 'aria-describedby': `${id}-hint` }),
        }}
      />
      {hint !== '' && (
        <p id={`${id}-hint`} class={problem === undefined ? 'hint' : 'hint problem'}>
          {problem === undefined ? hint : `${name} ${problem}`}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Pick<Props, 'field' | 'value' | 'onInput'> {
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

function Control({
  field: { kind, choices, isRequired },
  value,
  onInput,
  attributes,
}: ControlProps) {
  switch (kind) {
    case 'choice':
    case 'boolean': {
      const options = kind === 'boolean' ? ['true', 'false'] : choices;
      return (
        <select
          {...attributes}
          value={value}
          onChange={({ currentTarget }) => onInput(currentTarget.value)}
        >
          {(!isRequired || value === '') && <option value="">–</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      );
    }
    case 'json':
      return (
        <textarea
          {...attributes}
          rows={5}
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      );
    case 'date':
      return (
        <input
          {...attributes}
          type="date"
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      );
    default:
      return (
        <input
          {...attributes}
          type="text"
          inputMode={kind === 'text' ? 'text' : 'decimal'}
          autocomplete="off"
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      );
  }
}
