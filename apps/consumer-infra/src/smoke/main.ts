/** Runs the smoke test of a deployed stage: `nx run consumer-infra:smoke -c <stage>`. */
import { reportMistake } from '@cross-account/stages';
import { stages } from '../stages';
import { smokeCommand } from './smoke-command';

smokeCommand(process.argv.slice(2), stages, (line) => console.log(line))
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch(reportMistake);
