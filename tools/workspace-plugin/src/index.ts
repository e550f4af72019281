/** Generators of this workspace: `npx nx g workspace-plugin:<generator> --help`. */
export { configureGenerator } from './generators/configure/generator';
export { migrateGenerator } from './generators/migrate/generator';
export { removeServiceGenerator } from './generators/remove-service/generator';
export { stageGenerator } from './generators/stage/generator';
export { serviceGenerator } from './generators/service/generator';
